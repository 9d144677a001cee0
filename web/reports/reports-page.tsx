import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Locale, phraseIn } from '#api/wording/locale'
import { REPORTS } from '#api/wording/report'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'

const NAMES = Object.keys(REPORTS) as (keyof typeof REPORTS)[]
const PAGES = {
  demand: '/demand',
  'demand-groups': '/demand',
  forecast: '/demand',
  'order-plan': '/plan',
  batches: '/batches',
  exceptions: '/today',
  accuracy: '/accuracy',
  'accuracy-totals': '/accuracy',
  publication: '/supplier',
  materials: '/supplier/materials',
  audit: '/audit',
} as const satisfies Record<keyof typeof REPORTS, string>

export function ReportsPage() {
  const { t, i18n } = useTranslation()
  const trpc = useTRPC()
  const run = useQuery(trpc.demand.shownRun.queryOptions())
  const locale = i18n.language as Locale
  return (
    <>
      <PageHead title={t('reports.title')} note={t('reports.note')} />
      <Loaded query={run} rows={6}>
        {(shown) =>
          shown === null ? (
            <NoPlanYet text={t('reports.noRun')} />
          ) : (
            <Panel
              title={t('reports.list')}
              note={t('ui.dataAsOf', { date: shown.asOf })}
              foot={t('reports.refresh')}
              flush
            >
              <DataTable
                label={t('reports.list')}
                rows={NAMES.map((name) => ({ name }))}
                rowKey={(row) => row.name}
                columns={[
                  {
                    id: 'report',
                    header: t('reports.report'),
                    cell: ({ name }) => (
                      <Link className="plain-link" to={PAGES[name]}>
                        {phraseIn(REPORTS[name].title, locale)}
                      </Link>
                    ),
                  },
                  {
                    id: 'rows',
                    header: t('reports.rows'),
                    wraps: true,
                    cell: ({ name }) => phraseIn(REPORTS[name].rows, locale),
                  },
                  {
                    id: 'download',
                    header: t('reports.download'),
                    cell: ({ name }) =>
                      name === 'publication' || name === 'materials' ? (
                        <span className="soft">{t('reports.chooseSupplier')}</span>
                      ) : (
                        <Group gap="xs" wrap="nowrap">
                          <ReportLinks report={name} formats={['csv', 'xlsx', 'parquet']} />
                        </Group>
                      ),
                  },
                ]}
              />
            </Panel>
          )
        }
      </Loaded>
    </>
  )
}
