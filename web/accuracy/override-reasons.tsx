import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BaseUnit } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { type Outputs, useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'

type Reason = Outputs['accuracy']['reasons'][number]

/** Whether overrides came nearer than the forecasts they replaced, by the reason that planners gave. */
export function OverrideReasons(props: { unit: BaseUnit | undefined }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const query = useQuery(trpc.accuracy.reasons.queryOptions({ unit: props.unit }))
  const columns: Column<Reason>[] = [
    {
      id: 'reason',
      header: t('override.reason'),
      cell: ({ reason }) => t(`override.reason-${reason as 'other'}`),
    },
    {
      id: 'count',
      header: t('accuracy.overrides'),
      align: 'end',
      cell: (row) => <Measure of="bucket-count" value={row.overrideCount} />,
    },
    {
      id: 'before',
      header: t('accuracy.wapeBefore'),
      align: 'end',
      cell: (row) => <Measure of="wape" value={row.forecastWape} />,
    },
    {
      id: 'after',
      header: t('accuracy.wapeAfter'),
      align: 'end',
      cell: (row) => <Measure of="wape" value={row.overrideWape} />,
    },
    {
      id: 'added',
      header: words.label('value-added'),
      help: words.definition('value-added'),
      align: 'end',
      cell: (row) => <Measure of="value-added" value={row.valueAdded} signed />,
    },
    measureColumn(words, 'nearer', 'nearer-share', (row: Reason) => row.nearerShare),
  ]
  return (
    <Panel title={t('accuracy.reasonsTitle')} note={t('accuracy.reasonsNote')} flush>
      <Loaded query={query} rows={3}>
        {(reasons) =>
          reasons.length === 0 ? (
            <EmptyState title={t('accuracy.reasonsEmpty')} text={t('accuracy.reasonsEmptyText')} />
          ) : (
            <DataTable
              label={t('accuracy.reasonsTitle')}
              rows={reasons}
              rowKey={({ reason }) => reason}
              columns={columns}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}
