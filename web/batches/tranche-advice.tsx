import { Button, Group, NumberInput, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { trancheAdvice } from '#planning/batches/tranche'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Loaded } from '#web/ui/state.tsx'
import type { Board, BoardBatch } from './line-load.ts'
import type { Dial } from './use-dial.ts'

/** How much of a batch to commit now and how much to leave for later, with what it costs. */
export function TrancheAdvice(props: {
  board: Board
  batch: BoardBatch
  week: string
  onUse: (rest: number) => void
}) {
  const trpc = useTRPC()
  const query = useQuery(
    trpc.batches.dial.queryOptions({
      planningRunId: props.board.run.planningRunId,
      batchNumber: props.batch.batchNumber,
    }),
  )
  return (
    <Loaded query={query} rows={2}>
      {(dial) => (dial === null || props.week <= props.batch.week ? null : <Advice {...props} dial={dial} />)}
    </Loaded>
  )
}

function Advice(props: { dial: Dial; batch: BoardBatch; week: string; onUse: (rest: number) => void }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { dial, batch, week } = props
  const [told, setTold] = useState(Math.round(100 * dial.signalCorrelation))
  const [premium, setPremium] = useState(0)
  const cannotWait = dial.latestWeeks
    .filter((need) => need.week < week)
    .reduce((sum, { quantity }) => sum + quantity, 0)
  const mustBeNow = Math.min(batch.quantity, Math.max(1, dial.paid, cannotWait))
  const advice = trancheAdvice(
    { outcomes: dial.outcomes, make: batch.quantity, mustBeNow },
    {
      ...dial.terms,
      secondSetupCost: dial.secondSetupCost,
      secondCostPremium: premium / 100,
      signalCorrelation: told / 100,
    },
  )
  const units = (value: number) => words.text('batch-quantity', value)
  const money = (value: number) => words.text('expected-worth', value)
  return (
    <div>
      <Group gap="sm" align="flex-end">
        <NumberInput
          label={t('batches.trancheTold')}
          w={220}
          min={0}
          max={95}
          allowDecimal={false}
          suffix=" %"
          value={told}
          onChange={(value) => value !== '' && setTold(Math.min(95, Math.max(0, Math.round(Number(value)))))}
        />
        <NumberInput
          label={t('batches.tranchePremium')}
          w={190}
          min={0}
          max={200}
          allowDecimal={false}
          suffix=" %"
          value={premium}
          onChange={(value) =>
            value !== '' && setPremium(Math.min(200, Math.max(0, Math.round(Number(value)))))
          }
        />
        <Button variant="default" disabled={advice.rest === 0} onClick={() => props.onUse(advice.rest)}>
          {t('batches.trancheUse', { rest: units(advice.rest) })}
        </Button>
      </Group>
      <Text size="sm" mt={6} role="status">
        {advice.rest === 0
          ? t('batches.trancheNone', { must: units(mustBeNow), setup: money(dial.secondSetupCost) })
          : t('batches.trancheAdvice', {
              first: units(advice.first),
              rest: units(advice.rest),
              must: units(mustBeNow),
              gain: money(advice.profitInTwo - advice.profitAtOnce),
              setup: money(dial.secondSetupCost),
            })}
      </Text>
      <Text size="xs" className="soft">
        {t('batches.trancheNote')}
      </Text>
    </div>
  )
}
