import { Button, NumberInput, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { MADE, PLATFORM, placeStock, type StagesRead } from './stage-placing.ts'

/** Where the safety stock of an item should wait: as material, made, or at the platform. */
export function StockStages(props: { itemId: number; supplierId: number }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const [isOpen, setIsOpen] = useState(false)
  const query = useQuery({ ...trpc.orderPlan.stockStages.queryOptions(props), enabled: isOpen })
  return (
    <div style={{ padding: '0.75rem 1rem' }}>
      <Text size="sm" fw={600} component="h3" m={0}>
        {t('plan.stages')}{' '}
        <Button size="compact-xs" variant="default" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'plan.stagesHide' : 'plan.stagesShow')}
        </Button>
      </Text>
      {isOpen ? (
        <Loaded query={query} rows={3}>
          {(read) =>
            read === null || read.materials.length === 0 ? (
              <Text size="sm">{t('plan.stagesNoMaterials')}</Text>
            ) : read.dailyDeviation > 0 ? (
              <Placing read={read} />
            ) : (
              <Text size="sm">{t('plan.stagesSteady')}</Text>
            )
          }
        </Loaded>
      ) : null}
    </div>
  )
}

function Placing({ read }: { read: StagesRead }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const [wait, setWait] = useState<number | ''>(0)
  const placed = placeStock(read, Number(wait))
  const money = (value: number) => words.text('weekly-holding-cost', value)
  const stageName = (stage: string) =>
    stage === MADE
      ? t('plan.stageMade')
      : stage === PLATFORM
        ? t('plan.stagePlatform')
        : name(read.materials.find(({ materialId }) => String(materialId) === stage)!)
  return (
    <>
      <NumberInput
        label={t('plan.stagesWait')}
        w={200}
        my="xs"
        min={0}
        max={placed.longestWait}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        value={wait}
        onChange={(value) => setWait(value === '' ? '' : Number(value))}
      />
      <Text size="sm" role="status">
        {t('plan.stagesSummary', {
          best: money(placed.best),
          alone: money(placed.alone),
          end: money(placed.allAtEnd),
        })}
      </Text>
      <DataTable
        label={t('plan.stages')}
        rows={placed.stages}
        rowKey={(row) => row.name}
        columns={[
          { id: 'stage', header: t('plan.stage'), cell: (row) => stageName(row.name) },
          {
            id: 'days',
            header: words.label('stage-days'),
            help: words.definition('stage-days'),
            align: 'end',
            cell: (row) => <Measure of="stage-days" value={row.days} />,
          },
          {
            id: 'promises',
            header: words.label('promised-days'),
            help: words.definition('promised-days'),
            align: 'end',
            cell: (row) => <Measure of="promised-days" value={row.promisedDays} />,
          },
          {
            id: 'stock',
            header: t('plan.stageStock'),
            headerNote: t('plan.stageBest'),
            align: 'end',
            cell: (row) => <Measure of="safety-stock" value={row.stock} />,
          },
          {
            id: 'cost',
            header: words.label('weekly-holding-cost'),
            headerNote: t('plan.stageBest'),
            align: 'end',
            cell: (row) => <Measure of="weekly-holding-cost" value={row.cost} />,
          },
          {
            id: 'alone',
            header: t('plan.stageStock'),
            headerNote: t('plan.stageAlone'),
            align: 'end',
            cell: (row) => <Measure of="safety-stock" value={row.aloneStock} />,
          },
          {
            id: 'alone-cost',
            header: words.label('weekly-holding-cost'),
            headerNote: t('plan.stageAlone'),
            align: 'end',
            cell: (row) => <Measure of="weekly-holding-cost" value={row.aloneCost} />,
          },
        ]}
      />
      <Text size="xs" className="soft">
        {t('plan.stagesFoot', {
          factor: placed.factor.toFixed(2),
          deviation: words.text('demand', read.dailyDeviation),
        })}
      </Text>
    </>
  )
}
