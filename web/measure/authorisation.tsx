import { useTranslation } from 'react-i18next'
import type { Authorisation } from '#planning/demand/rung'
import type { Pattern } from '#web/ui/chart/pattern.tsx'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'

export const AUTHORISATION_PATTERN: Record<Authorisation, Pattern> = {
  make: 'solid',
  'reserve-and-material': 'stripe',
  'material-only': 'dot',
  'look-only': 'outline',
}

const TONE: Record<Authorisation, ChipTone> = {
  make: 'good',
  'reserve-and-material': 'note',
  'material-only': 'warn',
  'look-only': 'plain',
}

export function useAuthorisationWords(): (authorisation: string) => string {
  const { t } = useTranslation()
  return (authorisation) => t(`planning.authorisation-${authorisation as Authorisation}`)
}

export function AuthorisationChip(props: { of: string }) {
  const words = useAuthorisationWords()
  return <Chip tone={TONE[props.of as Authorisation]}>{words(props.of)}</Chip>
}
