import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isSmallChange } from '#planning/forecast/small-changes'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useMoment, useName, weekRange } from '#web/measure/words.tsx'
import { FIRST_WEEK_COLUMN, type GridLine, readCell } from './grid-cells.ts'
import { type Drafts, draftAt } from './grid-drafts.ts'

/** Everything about the cell the keyboard is at: model, book, override with its author and reason, draft. */
export function GridPlace(props: {
  line: GridLine | undefined
  column: number
  weeks: readonly string[]
  drafts: Drafts
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const moment = useMoment()
  const { line, column, weeks } = props
  const step = column - FIRST_WEEK_COLUMN
  const week = weeks[step]
  if (line?.kind !== 'item' || week === undefined)
    return (
      <Text size="sm" className="soft">
        {t('grid.placeNone')}
      </Text>
    )
  const { item } = line
  const cell = readCell(item, week, step, draftAt(props.drafts, item.itemId, week))
  const { standing, draft } = cell
  const units = (value: number | null) => words.text('forecast', value)
  const parts = [
    t('grid.modelSays', { units: units(cell.model) }),
    t('grid.onBook', { units: units(cell.onBook) }),
  ]
  if (standing)
    parts.push(
      standing.quantity === null
        ? t('grid.takenBackBy', { who: standing.madeBy, when: moment(standing.madeAt) })
        : t('grid.changedBy', {
            who: standing.madeBy,
            when: moment(standing.madeAt),
            units: units(cell.standingUnits),
            reason: [t(`override.reason-${standing.reason}`), standing.note].filter(Boolean).join(' · '),
          }),
    )
  if (draft)
    parts.push(
      draft.quantity === null ? t('grid.draftReset') : t('grid.draftSays', { units: units(draft.quantity) }),
    )
  const isBelowBook = draft !== undefined && draft.quantity !== null && draft.quantity < draft.onBook
  return (
    <Text size="sm">
      <strong>{name(item)}</strong> <span className="soft">{weekRange(week)}</span> · {parts.join(' · ')}
      {draft?.quantity != null && isSmallChange(draft.quantity, draft.model) ? (
        <span style={{ color: 'var(--warn)' }}> · {t('grid.small')}</span>
      ) : null}
      {isBelowBook ? <span style={{ color: 'var(--warn)' }}> · {t('grid.belowBook')}</span> : null}
    </Text>
  )
}
