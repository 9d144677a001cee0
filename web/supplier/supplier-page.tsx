import { Alert, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useMoment, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { AuthorisationChart } from './authorisation-chart.tsx'
import { AuthorisationGroups } from './authorisation-groups.tsx'
import { QuoteRequests } from './quote-requests.tsx'
import { type Publication, replyRows } from './reply-rows.ts'
import { ReplySheet } from './reply-sheet.tsx'

const route = getRouteApi('/supplier')

/** A supplier's desk; planners open it to see what a supplier sees. */
export function SupplierPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const search = route.useSearch()
  const isSupplier = session.role === 'supplier'
  const which = {
    publicationId: search.publication,
    ...(isSupplier ? {} : { supplierId: search.supplierId }),
  }
  const query = useQuery({
    ...trpc.publication.read.queryOptions(which),
    enabled: isSupplier || search.supplierId !== undefined,
  })
  if (!isSupplier && search.supplierId === undefined)
    return (
      <>
        <PageHead title={t('supplier.title')} />
        <SupplierChoice />
      </>
    )
  return (
    <>
      {isSupplier ? null : <SupplierChoice />}
      <Loaded query={query} rows={10}>
        {(publication) =>
          publication === null ? (
            <>
              <PageHead title={t('supplier.title')} />
              <QuoteRequests supplierId={isSupplier ? undefined : search.supplierId} />
              <EmptyState title={t('supplier.emptyTitle')} text={t('supplier.emptyText')} />
            </>
          ) : (
            <Desk publication={publication} isSupplier={isSupplier} />
          )
        }
      </Loaded>
    </>
  )
}

function Desk(props: { publication: Publication; isSupplier: boolean }) {
  const { t } = useTranslation()
  const name = useName()
  const moment = useMoment()
  const { publication } = props
  return (
    <>
      <PageHead
        title={t('supplier.title')}
        note={[
          name({ nameZh: publication.supplierNameZh, nameEn: publication.supplierNameEn }),
          t('supplier.version', { version: publication.version }),
          t('supplier.published', { date: moment(publication.publishedAt) }),
          t(publication.isOpen ? 'supplier.replyBy' : 'supplier.replyClosed', {
            date: moment(publication.replyBy),
          }),
        ].join(' · ')}
        actions={
          <>
            <VersionChoice publication={publication} />
            <ReportLinks report="publication" filter={{ publicationId: publication.publicationId }} />
          </>
        }
      />
      <Stack gap="md">
        {publication.isLatest ? null : (
          <Alert color="gray" variant="light">
            {t('supplier.olderVersion')}{' '}
            <Link
              className="plain-link"
              to="/supplier"
              search={{ supplierId: props.isSupplier ? undefined : publication.supplierId }}
            >
              {t('supplier.latest')}
            </Link>
          </Alert>
        )}
        <QuoteRequests supplierId={props.isSupplier ? undefined : publication.supplierId} />
        <AuthorisationGroups publication={publication} />
        <AuthorisationChart publication={publication} />
        <ReplySheet
          publication={publication}
          rows={replyRows(publication)}
          mayReply={publication.isLatest && (publication.isOpen || !props.isSupplier)}
        />
      </Stack>
    </>
  )
}

function VersionChoice(props: { publication: Publication }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const moment = useMoment()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { publication } = props
  const query = useQuery(trpc.publication.list.queryOptions({ supplierId: publication.supplierId }))
  if (!query.data || query.data.length < 2) return null
  return (
    <Select
      size="xs"
      w={230}
      aria-label={t('supplier.version', { version: '' })}
      allowDeselect={false}
      value={String(publication.publicationId)}
      onChange={(value) => void navigate({ search: { ...search, publication: Number(value) } })}
      data={query.data.map((other) => ({
        value: String(other.publicationId),
        label: `${t('supplier.version', { version: other.version })} · ${moment(other.publishedAt)}`,
      }))}
    />
  )
}

function SupplierChoice() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const choices = useQuery(trpc.demand.choices.queryOptions())
  const suppliers = choices.data?.suppliers ?? []
  const chosen = suppliers.find((supplier) => supplier.supplierId === search.supplierId)
  return (
    <Alert color="brand" variant="light" mb="md" p="xs">
      <Stack gap={6}>
        {chosen ? t('supplier.viewing', { name: name(chosen) }) : t('supplier.chooseTitle')}
        <Select
          size="xs"
          w={260}
          aria-label={t('planning.supplier')}
          searchable
          value={search.supplierId === undefined ? null : String(search.supplierId)}
          onChange={(value) =>
            void navigate({ search: { supplierId: value === null ? undefined : Number(value) } })
          }
          data={suppliers.map((supplier) => ({ value: String(supplier.supplierId), label: name(supplier) }))}
        />
      </Stack>
    </Alert>
  )
}
