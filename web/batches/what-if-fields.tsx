import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays } from '#planning/time-bucket'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, useName } from '#web/measure/words.tsx'
import type { Board } from './line-load.ts'

/** Weeks in which planned batches of an item arrive, with the units that do. */
export function arrivals(board: Board, itemId: number | null) {
  const item = board.makeable.find((each) => each.itemId === itemId)
  if (!item) return []
  const units = new Map<string, number>()
  for (const { state, week, items } of board.batches)
    for (const made of items)
      if (state === 'planned' && made.itemId === itemId) {
        const arrivalWeek = addDays(week, 7 * item.transportWeeks)
        units.set(arrivalWeek, (units.get(arrivalWeek) ?? 0) + made.quantity)
      }
  return [...units]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([arrivalWeek, quantity]) => ({ arrivalWeek, quantity }))
}

export function ItemField(props: {
  board: Board
  /** only what planned batches make: nothing else can be declined */
  onlyPlanned: boolean
  value: number | null
  onChange: (itemId: number | null) => void
}) {
  const { t } = useTranslation()
  const name = useName()
  const { board } = props
  const items = board.makeable.filter(
    ({ itemId }) => !props.onlyPlanned || arrivals(board, itemId).length > 0,
  )
  return (
    <Select
      label={t('planning.item')}
      w={280}
      searchable
      value={items.some(({ itemId }) => itemId === props.value) ? String(props.value) : null}
      onChange={(value) => props.onChange(value === null ? null : Number(value))}
      data={items.map((item) => ({ value: String(item.itemId), label: name(item) }))}
    />
  )
}

export function ArrivalField(props: {
  board: Board
  itemId: number | null
  value: string | null
  onChange: (arrivalWeek: string | null) => void
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const weeks = arrivals(props.board, props.itemId)
  return (
    <Select
      label={t('batches.whatIfDeclined')}
      w={220}
      disabled={weeks.length === 0}
      value={weeks.some(({ arrivalWeek }) => arrivalWeek === props.value) ? props.value : null}
      onChange={props.onChange}
      data={weeks.map(({ arrivalWeek, quantity }) => ({
        value: arrivalWeek,
        label: `${shortWeek(arrivalWeek)} ${monthDay(arrivalWeek)} · ${words.text('batch-quantity', quantity)}`,
      }))}
    />
  )
}
