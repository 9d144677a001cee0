import { Text } from '@mantine/core'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BatchDecision } from '#planning/batches/decide-batch'
import type { MeasureKey } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { type CountedQuantity, QuantitySum } from '#web/measure/quantity-sum.tsx'
import { shortWeek, useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { Board } from './line-load.ts'

type Preview = Outputs['batches']['preview']
type Figures = Preview['before'] & {
  /** only where a plan may leave something unmade */
  readonly short?: readonly CountedQuantity[]
}

interface Row {
  readonly key: string
  readonly label: string
  readonly measure: MeasureKey
  readonly before: Value
  readonly after: Value
}

/** Units of several items are a list: grams and pieces have no sum. */
type Value = number | null | readonly CountedQuantity[]

const FIGURES = [
  ['overload-minutes', (figures) => figures.overloadMinutes],
  ['overtime-minutes', (figures) => figures.overtimeMinutes],
  ['setup-minutes', (figures) => figures.setupMinutes],
  ['served-units', ({ awaited }) => counted(awaited, 'servedUnits')],
  ['late-units', ({ awaited }) => counted(awaited, 'lateUnits')],
  ['unmade-units', (figures) => figures.short],
  ['schedule-cost', (figures) => figures.setupCost + figures.overtimeCost + figures.holdingCost],
] as const satisfies readonly (readonly [MeasureKey, (figures: Figures) => Value | undefined])[]

export function counted(
  awaited: Figures['awaited'],
  which: 'servedUnits' | 'lateUnits',
): readonly CountedQuantity[] {
  return awaited.map((units) => ({ baseUnit: units.baseUnit, quantity: units[which] }))
}

/** What came on top, to be summed by unit. */
export function increase(
  before: readonly CountedQuantity[],
  after: readonly CountedQuantity[],
): readonly CountedQuantity[] {
  return [...after, ...before.map((part) => ({ ...part, quantity: -part.quantity }))]
}

/** Load, lateness and cost before and after a decision that is not made yet. */
export function DecisionPreview(props: { board: Board; decision: BatchDecision | null }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const runId = props.board.run.planningRunId
  const query = useQuery({
    ...trpc.batches.preview.queryOptions(
      props.decision === null ? skipToken : { runId, decision: props.decision },
    ),
    placeholderData: (before) => before,
  })
  if (props.decision === null)
    return (
      <Text size="sm" className="soft">
        {t('batches.previewHint')}
      </Text>
    )
  return (
    <Loaded query={query} rows={5}>
      {(preview) =>
        preview.problem ? (
          <Text size="sm" style={{ color: 'var(--bad)' }} role="alert">
            {t(`batches.problem-${preview.problem.kind}`)}
          </Text>
        ) : (
          <>
            {preview.waiting.map((batch) => (
              <WaitsForMaterial key={batch.batchNumber} {...batch} />
            ))}
            <PreviewTable board={props.board} before={preview.before} after={preview.after!} />
          </>
        )
      }
    </Loaded>
  )
}

function WaitsForMaterial(batch: Preview['waiting'][number]) {
  const { t } = useTranslation()
  const name = useName()
  return (
    <Text size="sm" style={{ color: 'var(--bad)' }} role="alert" mb="xs">
      {t(batch.until === null ? 'batches.startsWithoutMaterial' : 'batches.startsBeforeMaterial', {
        number: batch.batchNumber,
        start: batch.startsOn,
        material: name(batch),
        until: batch.until,
      })}
    </Text>
  )
}

/** Load, lateness and cost of two schedules side by side. */
export function PreviewTable(props: { board: Board; before: Figures; after: Figures }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { before, after, board } = props
  const rows: Row[] = [
    ...changedLoads(before, after).map((load): Row => {
      const line = board.lines.find(({ lineId }) => lineId === load.lineId)
      return {
        ...load,
        label: `${line ? name(line) : ''} ${shortWeek(load.week)}`,
        measure: 'line-load',
      }
    }),
    ...FIGURES.flatMap(([measure, value]): Row[] => {
      const [was, is] = [value(before), value(after)]
      if (was === undefined || is === undefined) return []
      return [{ key: measure, label: words.label(measure), measure, before: was, after: is }]
    }),
  ]
  return (
    <DataTable
      label={t('batches.preview')}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { id: 'what', header: t('batches.preview'), cell: (row) => row.label },
        {
          id: 'before',
          header: t('batches.before'),
          align: 'end',
          cell: (row) => <Figure of={row.measure} value={row.before} />,
        },
        {
          id: 'after',
          header: t('batches.after'),
          align: 'end',
          cell: (row) => <Figure of={row.measure} value={row.after} />,
        },
        {
          id: 'change',
          header: t('batches.change'),
          align: 'end',
          cell: (row) => <Figure of={row.measure} value={difference(row)} signed />,
        },
      ]}
    />
  )
}

function Figure(props: { of: MeasureKey; value: Value; signed?: boolean }) {
  const { of, value, signed = false } = props
  return typeof value === 'number' || value === null ? (
    <Measure of={of} value={value} signed={signed} />
  ) : (
    <QuantitySum of={of} parts={value} signed={signed} />
  )
}

function difference({ before, after }: Row): Value {
  if (before === null || after === null) return null
  if (typeof before === 'number' || typeof after === 'number') return Number(after) - Number(before)
  return increase(before, after)
}

/** Lines and weeks whose load a decision changes; a week that the plan left empty had a load of 0. */
function changedLoads(before: Figures, after: Figures) {
  const keyed = (figures: Figures) =>
    new Map(figures.loads.map((load) => [`${load.lineId}/${load.week}`, load]))
  const [old, fresh] = [keyed(before), keyed(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), fresh.get(key)]
    if (Math.abs((was?.usedMinutes ?? 0) - (is?.usedMinutes ?? 0)) < 0.5) return []
    const { lineId, week, availableMinutes } = (is ?? was)!
    const load = (minutes: number) => (availableMinutes > 0 ? minutes / availableMinutes : null)
    return [{ key, lineId, week, before: load(was?.usedMinutes ?? 0), after: load(is?.usedMinutes ?? 0) }]
  })
}
