import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { QuantityInput } from '#web/measure/quantity-input.tsx'
import { useQuantitySum } from '#web/measure/quantity-sum.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import type { Inputs, Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { LineField, WeekField } from './decision-panel.tsx'
import { counted, increase, PreviewTable } from './decision-preview.tsx'
import type { Board } from './line-load.ts'
import { ArrivalField, arrivals, ItemField } from './what-if-fields.tsx'

type Change = Inputs['batches']['previewChange']['change']
type Preview = Outputs['batches']['previewChange']
const KINDS = ['line-down', 'order-added', 'week-declined'] as const

/** What would become of the plan if a line were down, an order came or a week were declined; nothing is saved. */
export function WhatIf(props: { board: Board }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const { board } = props
  const [kind, setKind] = useState<(typeof KINDS)[number]>('line-down')
  const [lineId, setLineId] = useState<number | null>(board.lines[0]?.lineId ?? null)
  const [week, setWeek] = useState<string | null>(board.weeks[0] ?? null)
  const [itemId, setItemId] = useState<number | null>(null)
  const [quantity, setQuantity] = useState<number | null>(null)
  const [arrivalWeek, setArrivalWeek] = useState<string | null>(null)
  const [committed, setCommitted] = useState<number | null>(0)
  const [asked, setAsked] = useState<Change | null>(null)
  const change = changeOf()
  const query = useQuery({
    ...trpc.batches.previewChange.queryOptions(
      asked === null ? skipToken : { runId: board.run.planningRunId, change: asked },
    ),
  })
  return (
    <Panel title={t('batches.whatIf')} note={t('batches.whatIfNote')}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('batches.whatIf')}
          value={kind}
          onChange={(chosen) => setKind(chosen as typeof kind)}
          data={KINDS.map((each) => ({ value: each, label: t(`batches.whatIf-${each}`) }))}
          style={{ alignSelf: 'flex-start' }}
        />
        <CountedIn unit={board.makeable.find((item) => item.itemId === itemId)?.baseUnit ?? 'piece'}>
          <Group gap="sm" align="flex-end">
            {kind === 'line-down' ? (
              <LineField board={board} value={lineId} onChange={setLineId} />
            ) : (
              <ItemField
                board={board}
                onlyPlanned={kind === 'week-declined'}
                value={itemId}
                onChange={setItemId}
              />
            )}
            {kind === 'order-added' ? (
              <QuantityInput
                label={t('batches.whatIfQuantity')}
                w={150}
                value={quantity}
                onChange={setQuantity}
              />
            ) : null}
            {kind === 'week-declined' ? (
              <>
                <ArrivalField board={board} itemId={itemId} value={arrivalWeek} onChange={setArrivalWeek} />
                <QuantityInput
                  label={t('batches.whatIfCommitted')}
                  w={150}
                  value={committed}
                  onChange={setCommitted}
                />
              </>
            ) : (
              <WeekField
                board={board}
                value={week}
                onChange={setWeek}
                label={t(kind === 'line-down' ? 'batches.whatIfDownIn' : 'batches.needed')}
              />
            )}
            <Button disabled={change === null} onClick={() => setAsked(change)}>
              {t('batches.whatIfShow')}
            </Button>
          </Group>
        </CountedIn>
        {asked === null ? null : (
          <Loaded query={query} rows={3}>
            {(preview) => <Effect board={board} preview={preview} />}
          </Loaded>
        )}
      </Stack>
    </Panel>
  )

  function changeOf(): Change | null {
    if (kind === 'week-declined') {
      const isPlanned = arrivals(board, itemId).some((each) => each.arrivalWeek === arrivalWeek)
      return itemId === null || arrivalWeek === null || committed === null || !isPlanned
        ? null
        : { kind, itemId, arrivalWeek, committedQuantity: committed }
    }
    if (week === null) return null
    if (kind === 'line-down')
      return lineId === null ? null : { kind, lineId, firstWeek: week, lastWeek: week }
    return itemId === null || quantity === null || quantity < 1
      ? null
      : { kind, itemId, quantity, needWeek: week }
  }
}

function Effect(props: { board: Board; preview: Preview }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const { board, preview } = props
  const lines = new Map(board.lines.map((line) => [line.lineId, line]))
  const sum = useQuantitySum()
  const { before, after } = preview
  return (
    <>
      <Text size="sm" role="status">
        {t('batches.whatIfEffect', {
          late: sum(
            'batch-quantity',
            increase(counted(before.awaited, 'lateUnits'), counted(after.awaited, 'lateUnits')),
          ),
          short: sum('batch-quantity', increase(before.short, after.short)),
          nervousness: words.text('plan-change', preview.nervousness),
          count: preview.changes.length,
        })}
      </Text>
      <PreviewTable board={board} before={before} after={after} />
      {preview.changes.length > 0 ? (
        <DataTable
          label={t('batches.whatIfChanges')}
          rows={preview.changes}
          rowKey={(row) => `${row.itemId}/${row.lineId}/${row.week}`}
          maxHeight="300px"
          columns={[
            { id: 'item', header: t('planning.item'), cell: name },
            {
              id: 'line',
              header: t('planning.line'),
              cell: (row) => {
                const line = lines.get(row.lineId)
                return line ? name(line) : '–'
              },
            },
            { id: 'week', header: t('batches.weekOfMaking'), cell: (row) => <Week of={row.week} /> },
            {
              id: 'before',
              header: t('batches.before'),
              align: 'end',
              cell: (row) => <Measure of="batch-quantity" unit={row.baseUnit} value={row.before} />,
            },
            {
              id: 'after',
              header: t('batches.after'),
              align: 'end',
              cell: (row) => <Measure of="batch-quantity" unit={row.baseUnit} value={row.after} />,
            },
          ]}
        />
      ) : null}
    </>
  )
}
