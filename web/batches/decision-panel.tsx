import { Button, Group, SegmentedControl, Select, Stack } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchDecision } from '#planning/batches/decide-batch'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { QuantityInput } from '#web/measure/quantity-input.tsx'
import { monthDay, shortWeek, useName } from '#web/measure/words.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { DecisionPreview } from './decision-preview.tsx'
import { type Board, type BoardBatch, freeNumber } from './line-load.ts'
import { OrderField } from './order-field.tsx'
import { withBatch } from './search-params.ts'
import { TrancheAdvice } from './tranche-advice.tsx'
import { useDecisions } from './use-decisions.ts'
import { useShares } from './use-dial.ts'
import { orderDecision } from './week-order.ts'

const route = getRouteApi('/batches')
const WAYS = ['move', 'order', 'resize', 'split', 'merge'] as const
type Way = (typeof WAYS)[number]

/** What can be decided about one batch, each with its effect shown before it is made. */
export function DecisionPanel(props: { board: Board; batch: BoardBatch }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [chosenWay, setWay] = useState<Way>('move')
  const way = search.decide ?? chosenWay
  const [quantity, setQuantity] = useState<number | null>(null)
  const [into, setInto] = useState<number | null>(null)
  const { board, batch } = props
  const decisions = useDecisions(board.run.planningRunId, () => {
    setQuantity(null)
    setInto(null)
    void navigate({ search: withBatch(search, undefined), replace: true, resetScroll: false })
  })
  const shares = useShares(board.run.planningRunId, batch, way === 'resize')
  if (batch.state === 'released')
    return <Panel title={t('batches.decide')}>{t('batches.problem-released')}</Panel>
  const target = { lineId: search.toLine ?? batch.lineId, week: search.toWeek ?? batch.week }
  const setTarget = (to: Partial<typeof target>) =>
    void navigate({
      search: { ...search, toLine: to.lineId ?? target.lineId, toWeek: to.week ?? target.week },
      replace: true,
      resetScroll: false,
    })
  const decision =
    way === 'resize'
      ? resizeTo(batch, search.make, shares)
      : way === 'order'
        ? orderDecision(board, batch, search.toPlace)
        : decisionOf(way, { board, batch, target, quantity, into })
  const other = batch.state === 'firm' ? 'give-back' : 'firm'
  return (
    <Panel
      title={t('batches.decide')}
      note={t('batches.decideNote')}
      actions={
        <>
          <Button
            variant="default"
            disabled={decisions.isBusy}
            onClick={() => decisions.decide({ kind: other, batchNumber: batch.batchNumber })}
          >
            {t(`batches.do-${other}`)}
          </Button>
          <Button
            variant="default"
            disabled={decisions.isBusy}
            onClick={() => decisions.release([batch.batchNumber])}
          >
            {t('batches.release')}
          </Button>
        </>
      }
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('batches.decide')}
          value={way}
          onChange={(chosen) => {
            setWay(chosen as Way)
            void navigate({
              search: { ...search, decide: chosen === 'resize' || chosen === 'order' ? chosen : undefined },
              replace: true,
              resetScroll: false,
            })
          }}
          data={WAYS.map((each) => ({ value: each, label: t(`batches.do-${each}`) }))}
          style={{ alignSelf: 'flex-start' }}
        />
        <Group gap="sm" align="flex-end">
          {way === 'merge' ? (
            <MergeField board={board} batch={batch} value={into} onChange={setInto} />
          ) : way === 'resize' ? (
            <ResizeField batch={batch} />
          ) : way === 'order' ? (
            <OrderField board={board} batch={batch} />
          ) : (
            <>
              {way === 'move' ? (
                <LineField board={board} value={target.lineId} onChange={(lineId) => setTarget({ lineId })} />
              ) : (
                <QuantityInput
                  label={t('batches.splitQuantity')}
                  w={150}
                  most={batch.quantity - 1}
                  value={quantity}
                  onChange={setQuantity}
                />
              )}
              <WeekField board={board} value={target.week} onChange={(week) => setTarget({ week })} />
            </>
          )}
          <Button
            loading={decisions.isBusy}
            disabled={decision === null}
            onClick={() => decision && decisions.decide(decision)}
          >
            {t('batches.apply')}
          </Button>
          {decision?.kind === 'split' ? (
            <Button
              variant="default"
              loading={decisions.isBusy}
              onClick={() => decisions.decideAndRelease(decision, batch.batchNumber)}
            >
              {t('batches.splitAndRelease', { first: batch.quantity - decision.quantity })}
            </Button>
          ) : null}
        </Group>
        {way === 'split' ? (
          <TrancheAdvice board={board} batch={batch} week={target.week} onUse={setQuantity} />
        ) : null}
        <DecisionPreview board={board} decision={decision} />
      </Stack>
    </Panel>
  )
}

/** Makes as many as the address says, shared out over the items; null while it says nothing new. */
function resizeTo(
  batch: BoardBatch,
  make: number | undefined,
  shares: ReturnType<typeof useShares>,
): BatchDecision | null {
  if (make === undefined || make === batch.quantity) return null
  return { kind: 'resize', batchNumber: batch.batchNumber, items: shares(make) }
}

/** The same number as the dial turns; it stands in the address. */
function ResizeField(props: { batch: BoardBatch }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <QuantityInput
      label={t('batches.resizeTo')}
      w={150}
      value={search.make ?? props.batch.quantity}
      onChange={(make) =>
        void navigate({
          search: { ...search, make: make !== null && make >= 1 ? make : undefined },
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}

/** The decision that the fields describe; null while they describe none. */
function decisionOf(
  way: Exclude<Way, 'resize' | 'order'>,
  {
    board,
    batch,
    target,
    quantity,
    into,
  }: {
    board: Board
    batch: BoardBatch
    target: { lineId: number; week: string }
    quantity: number | null
    into: number | null
  },
): BatchDecision | null {
  const { batchNumber } = batch
  if (way === 'merge') return into === null ? null : { kind: 'merge', batchNumber, into }
  if (way === 'split')
    return quantity === null || quantity < 1 || quantity >= batch.quantity
      ? null
      : { kind: 'split', batchNumber, newNumber: freeNumber(board), quantity, week: target.week }
  const stays = target.lineId === batch.lineId && target.week === batch.week
  return stays ? null : { kind: 'move', batchNumber, ...target }
}

export function LineField(props: { board: Board; value: number | null; onChange: (lineId: number) => void }) {
  const { t } = useTranslation()
  const name = useName()
  return (
    <Select
      label={t('planning.line')}
      w={220}
      allowDeselect={false}
      value={props.value === null ? null : String(props.value)}
      onChange={(value) => value !== null && props.onChange(Number(value))}
      data={props.board.lines.map((line) => ({ value: String(line.lineId), label: name(line) }))}
    />
  )
}

export function WeekField(props: {
  board: Board
  value: string | null
  onChange: (week: string) => void
  label?: string
}) {
  const { t } = useTranslation()
  return (
    <Select
      label={props.label ?? t('batches.weekOfMaking')}
      w={150}
      allowDeselect={false}
      value={props.value}
      onChange={(value) => value !== null && props.onChange(value)}
      data={props.board.weeks.map((week) => ({ value: week, label: `${shortWeek(week)} ${monthDay(week)}` }))}
    />
  )
}

function MergeField(props: {
  board: Board
  batch: BoardBatch
  value: number | null
  onChange: (into: number | null) => void
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const others = props.board.batches.filter(
    (each) =>
      each.familyId === props.batch.familyId &&
      each.batchNumber !== props.batch.batchNumber &&
      each.state !== 'released',
  )
  return (
    <Select
      label={t('batches.mergeInto')}
      w={260}
      searchable
      placeholder={others.length === 0 ? t('batches.noneToMerge') : undefined}
      disabled={others.length === 0}
      value={props.value === null ? null : String(props.value)}
      onChange={(value) => props.onChange(value === null ? null : Number(value))}
      data={others.map((each) => ({
        value: String(each.batchNumber),
        label: `${t('batches.batch', { number: each.batchNumber })} · ${shortWeek(each.week)} · ${words.text('batch-quantity', each.quantity)}`,
      }))}
    />
  )
}
