import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { EmptyState } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'

type RecordRow = Outputs['items']['demand']['record'][number]

/** What was said some weeks ahead and what then happened, for the last closed weeks. */
export function RecordPanel(props: { record: readonly RecordRow[]; lagWeeks: number }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const compared = props.record.filter((row) => row.said !== null && row.happened !== null)
  const said = compared.reduce((sum, row) => sum + (row.said ?? 0), 0)
  const happened = compared.reduce((sum, row) => sum + (row.happened ?? 0), 0)
  return (
    <Panel
      title={t('item.recordTitle')}
      note={t('item.recordNote', { count: props.lagWeeks })}
      flush
      foot={
        compared.length > 0
          ? t('item.recordSentence', {
              weeks: compared.length,
              said: words.text('forecast', said),
              happened: words.text('actual-demand', happened),
              bias: words.text('bias', happened > 0 ? (said - happened) / happened : null, { signed: true }),
            })
          : undefined
      }
    >
      {compared.length === 0 ? (
        <EmptyState
          title={t('item.recordEmpty')}
          text={t('item.recordEmptyText', { count: props.lagWeeks + 1 })}
        />
      ) : (
        <DataTable
          label={t('item.recordTitle')}
          rows={props.record}
          rowKey={(row) => row.week}
          columns={[
            { id: 'week', header: t('ui.week'), cell: (row) => <Week of={row.week} /> },
            { id: 'said-on', header: t('item.saidOn'), cell: (row) => row.saidAsOf ?? '–' },
            {
              id: 'said',
              header: t('item.said'),
              align: 'end',
              cell: (row) => <Measure of="forecast" value={row.said} />,
            },
            {
              id: 'happened',
              header: t('item.happened'),
              align: 'end',
              cell: (row) => (
                <>
                  {row.isCensored ? <span title={t('item.censored')}>≥ </span> : null}
                  <Measure of="actual-demand" value={row.happened} />
                </>
              ),
            },
            {
              id: 'error',
              header: t('item.error'),
              help: words.definition('forecast-error'),
              align: 'end',
              cell: (row) => (
                <Measure
                  of="forecast-error"
                  value={row.said === null || row.happened === null ? null : row.said - row.happened}
                  signed
                />
              ),
            },
          ]}
        />
      )}
    </Panel>
  )
}
