import { Group, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Locale, phraseIn } from '#api/wording/locale'
import { readableUnit } from '#api/wording/readable-unit'

export interface UnitCount {
  readonly unit: string
  readonly itemCount: number
}

/** In which unit a list and its totals are counted; nothing to choose where all items share one. */
export function UnitChoice(props: {
  units: readonly UnitCount[]
  value: string
  onChange: (unit: string) => void
}) {
  const { t, i18n } = useTranslation()
  if (props.units.length < 2) return null
  return (
    <Group gap="xs" mb="md">
      <span className="soft">{t('ui.countedIn')}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('ui.countedIn')}
        value={props.value}
        onChange={props.onChange}
        data={props.units.map(({ unit, itemCount }) => ({
          value: unit,
          label: t('ui.unitItems', {
            unit: phraseIn(readableUnit(unit).word, i18n.language as Locale),
            count: itemCount,
          }),
        }))}
      />
      <span className="soft">{t('ui.countedInNote')}</span>
    </Group>
  )
}
