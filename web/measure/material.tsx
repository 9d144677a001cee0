import { useTranslation } from 'react-i18next'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import { useName } from './words.tsx'

interface BatchMaterial {
  readonly kind: 'not-stated' | 'there' | 'to-buy' | 'missing'
  readonly nameZh: string
  readonly nameEn: string
  readonly until: string | null
}

const TONE: Record<BatchMaterial['kind'], ChipTone> = {
  'not-stated': 'plain',
  there: 'good',
  'to-buy': 'note',
  missing: 'bad',
}

/** Whether the material of a batch is there, in words. */
export function MaterialChip(props: { of: BatchMaterial }) {
  const { t } = useTranslation()
  const name = useName()
  const { kind, until } = props.of
  const text =
    kind === 'missing' && until === null
      ? t('planning.material-missing-unknown', { material: name(props.of) })
      : t(`planning.material-${kind}`, { material: name(props.of), until })
  return <Chip tone={TONE[kind]}>{text}</Chip>
}
