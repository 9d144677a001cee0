import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  bestPosition,
  type DialFigures,
  type DialTerms,
  dialFigures,
  dialPositions,
  positionOf,
} from '#planning/batches/certainty-dial'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useTRPC } from '#web/trpc.ts'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { KeyFigure, Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { WholeNumberInput } from '#web/ui/whole-number-input.tsx'
import { DepositRungs } from './deposit-rungs.tsx'
import { DialDots } from './dial-dots.tsx'
import type { Board, BoardBatch } from './line-load.ts'
import { SecondHand } from './second-hand.tsx'
import type { Dial } from './use-dial.ts'

const route = getRouteApi('/batches')
const mark = (shape: ReactNode) => (
  <svg width={13} height={13} aria-hidden="true">
    {shape}
  </svg>
)
const PAID = mark(<rect width={13} height={13} style={{ fill: 'url(#fill-solid)' }} />)
const COVERED = mark(<circle cx={6.5} cy={6.5} r={5} className="dial-dot covered" />)
const SHORT = mark(<circle cx={6.5} cy={6.5} r={5} className="dial-dot" />)

/** How many to make of a batch, against 50 equally likely outcomes of the demand behind it. */
export function CertaintyDial(props: { board: Board; batch: BoardBatch; mayDecide: boolean }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const { batch } = props
  const query = useQuery(
    trpc.batches.dial.queryOptions({
      planningRunId: props.board.run.planningRunId,
      batchNumber: batch.batchNumber,
    }),
  )
  return (
    <Loaded query={query} rows={4}>
      {(dial) =>
        dial === null ? (
          <Panel title={t('batches.dial')}>{t('batches.dialUnknown')}</Panel>
        ) : (
          <Turned dial={dial} mayDecide={props.mayDecide && batch.state !== 'released'} />
        )
      }
    </Loaded>
  )
}

function Turned(props: { dial: Dial; mayDecide: boolean }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { dial } = props
  const [make, setMake] = useState(search.make ?? dial.quantity)
  const [salvage, setSalvage] = useState(Math.round(100 * dial.terms.salvageFraction))
  const remember = useDebouncedCallback(
    (units: number) =>
      void navigate({
        search: (before) => ({ ...before, make: units === dial.quantity ? undefined : units }),
        replace: true,
        resetScroll: false,
      }),
    250,
  )
  const turn = (units: number) => {
    setMake(units)
    remember(units)
  }
  const terms: DialTerms = { ...dial.terms, salvageFraction: salvage / 100 }
  const positions = dialPositions(dial, terms)
  const figures = dialFigures(dial, make, terms)
  const position = positionOf(positions, make)
  const best = positions[bestPosition(terms)]!
  const units = (value: number) => words.text('batch-quantity', value)
  const summary = t('batches.dialSummary', {
    make: units(make),
    short: figures.shortOutcomes,
    left: figures.leftOverOutcomes,
    leftUnits: units(figures.expectedLeftOver),
    money: words.text('money-exposed', figures.moneyExposed),
    best: units(best.make),
  })
  return (
    <ChartFrame
      title={t('batches.dial')}
      bucket={t('batches.dialBucket')}
      unit={t('batches.dialUnit')}
      asOf={dial.asOf}
      summary={summary}
      legend={[
        { key: 'paid', label: t('batches.dialPaid', { units: units(dial.paid) }), mark: PAID },
        { key: 'covered', label: t('batches.dialCovered'), mark: COVERED },
        { key: 'short', label: t('batches.dialShort'), mark: SHORT },
      ]}
      table={<Positions positions={positions} />}
      foot={
        <Stack gap="sm">
          <Group gap="xl" align="flex-end">
            <WholeNumberInput
              label={t('batches.dialMake')}
              w={120}
              min={1}
              value={make}
              onChange={(value) => {
                const wanted = Number(value)
                if (Number.isSafeInteger(wanted) && wanted >= 1) turn(wanted)
              }}
            />
            <Figures figures={figures} />
          </Group>
          <Group gap="sm" align="flex-end">
            <NumberInput
              label={t('batches.dialSalvage')}
              w={190}
              min={0}
              max={99}
              allowDecimal={false}
              suffix=" %"
              value={salvage}
              onChange={(value) => {
                const share = Number(value)
                if (value !== '' && share >= 0 && share < 100) setSalvage(Math.round(share))
              }}
            />
            <Button
              variant="default"
              disabled={make === Math.max(1, best.make)}
              onClick={() => turn(Math.max(1, best.make))}
            >
              {t('batches.dialToBest', { make: units(best.make) })}
            </Button>
            {props.mayDecide ? (
              <Button
                disabled={make === dial.quantity || make < 1}
                onClick={() =>
                  void navigate({
                    search: (before) => ({ ...before, make, decide: 'resize' as const }),
                    replace: true,
                    resetScroll: false,
                  })
                }
              >
                {t('batches.dialDecide', { make: units(make) })}
              </Button>
            ) : null}
          </Group>
          <Text size="xs" className="soft">
            {t('batches.dialTerms', {
              margin: words.text('unit-price', terms.marginPerUnit),
              cost: words.text('unit-price', terms.costPerUnit),
              ratio: words.text(
                'paid-share',
                terms.marginPerUnit / (terms.marginPerUnit + terms.costPerUnit * (1 - terms.salvageFraction)),
              ),
            })}
          </Text>
          <DepositRungs dial={dial} make={make} terms={terms} />
          <SecondHand dial={dial} make={make} terms={terms} />
        </Stack>
      }
    >
      <DialDots
        label={t('batches.dialMake')}
        valueText={summary}
        outcomes={dial.outcomes}
        paid={dial.paid}
        make={make}
        bestMake={best.make}
        position={position}
        makes={positions.map((each) => each.make)}
        onTurn={(to) => turn(Math.max(1, positions[to]!.make))}
      />
    </ChartFrame>
  )
}

function Figures(props: { figures: DialFigures }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { figures } = props
  return (
    <>
      <KeyFigure
        label={t('batches.dialChanceShort')}
        value={t('batches.dialOutOf', { count: figures.shortOutcomes })}
      />
      <KeyFigure
        label={t('batches.dialChanceLeft')}
        value={t('batches.dialOutOf', { count: figures.leftOverOutcomes })}
      />
      <KeyFigure
        label={words.label('left-over-units')}
        value={<Measure of="left-over-units" value={figures.expectedLeftOver} help />}
      />
      <KeyFigure
        label={words.label('money-exposed')}
        value={<Measure of="money-exposed" value={figures.moneyExposed} help />}
      />
      <KeyFigure
        label={words.label('mismatch-cost')}
        value={<Measure of="mismatch-cost" value={figures.expectedCost} help />}
      />
    </>
  )
}

function Positions(props: { positions: readonly DialFigures[] }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const rows = props.positions.map((figures, position) => ({ ...figures, position }))
  return (
    <DataTable
      label={t('batches.dial')}
      rows={rows}
      rowKey={(row) => row.position}
      maxHeight="340px"
      columns={[
        { id: 'position', header: t('batches.dialPosition'), align: 'end', cell: (row) => row.position },
        {
          id: 'make',
          header: t('batches.dialMake'),
          align: 'end',
          cell: (row) => <Measure of="batch-quantity" value={row.make} />,
        },
        {
          id: 'short',
          header: t('batches.dialChanceShort'),
          align: 'end',
          cell: (row) => t('batches.dialOutOf', { count: row.shortOutcomes }),
        },
        {
          id: 'left',
          header: t('batches.dialChanceLeft'),
          align: 'end',
          cell: (row) => t('batches.dialOutOf', { count: row.leftOverOutcomes }),
        },
        ...(['left-over-units', 'money-exposed', 'mismatch-cost'] as const).map((key) => ({
          id: key,
          header: words.label(key),
          align: 'end' as const,
          cell: (row: DialFigures) => <Measure of={key} value={row[VALUE[key]]} />,
        })),
      ]}
    />
  )
}

const VALUE = {
  'left-over-units': 'expectedLeftOver',
  'money-exposed': 'moneyExposed',
  'mismatch-cost': 'expectedCost',
} as const
