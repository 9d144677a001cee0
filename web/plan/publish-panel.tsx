import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMoment, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'

/** The newest version of each supplier, with the way to what it says and what was answered. */
export function PublicationsPanel() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const moment = useMoment()
  const query = useQuery(trpc.publication.list.queryOptions({ limit: 200 }))
  return (
    <Panel title={t('runs.repliesTitle')} flush>
      <Loaded query={query} rows={3}>
        {(all) => {
          const newest = all.filter(
            (publication) =>
              !all.some(
                (other) => other.supplierId === publication.supplierId && other.version > publication.version,
              ),
          )
          return newest.length === 0 ? (
            <EmptyState title={t('runs.none')} />
          ) : (
            <DataTable
              label={t('runs.repliesTitle')}
              rows={newest}
              rowKey={(publication) => publication.publicationId}
              maxHeight="320px"
              columns={[
                {
                  id: 'supplier',
                  header: t('planning.supplier'),
                  cell: (publication) => (
                    <Link
                      className="plain-link"
                      to="/supplier"
                      search={{ supplierId: publication.supplierId }}
                    >
                      {name({ nameZh: publication.supplierNameZh, nameEn: publication.supplierNameEn })}
                    </Link>
                  ),
                },
                {
                  id: 'version',
                  header: t('runs.versionHeader'),
                  cell: (publication) => t('supplier.version', { version: publication.version }),
                },
                {
                  id: 'published',
                  header: t('runs.publishedAt'),
                  cell: (publication) => moment(publication.publishedAt),
                },
                {
                  id: 'reply-by',
                  header: t('runs.replyBy'),
                  cell: (publication) => moment(publication.replyBy),
                },
                {
                  id: 'note',
                  header: t('runs.note'),
                  wraps: true,
                  cell: (publication) => publication.note ?? '–',
                },
              ]}
            />
          )
        }}
      </Loaded>
    </Panel>
  )
}
