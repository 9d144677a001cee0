import { Alert, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BaseUnit } from '#planning/measures'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { UnitChoice } from '#web/measure/unit-choice.tsx'
import { useMoment, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { AuthorisationChart } from './authorisation-chart.tsx'
import { AuthorisationGroups } from './authorisation-groups.tsx'
import { countedIn, publishedUnits } from './counted-publication.ts'
import { QuoteRequests } from './quote-requests.tsx'
import { type Publication, replyRows } from './reply-rows.ts'
import { ReplySheet } from './reply-sheet.tsx'
import { SupplierFrame } from './supplier-frame.tsx'

const route = getRouteApi('/supplier')

/** A supplier's desk; planners open it to see what a supplier sees. */
export function SupplierPage() {
  const search = route.useSearch()
  return (
    <SupplierFrame page="demand" supplierId={search.supplierId}>
      {(whose) => <LoadedDesk {...whose} publicationId={search.publication} />}
    </SupplierFrame>
  )
}

function LoadedDesk(props: { supplierId?: number; publicationId: number | undefined }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery(trpc.publication.read.queryOptions(props))
  return (
    <Loaded query={query} rows={10}>
      {(publication) =>
        publication === null ? (
          <>
            <PageHead title={t('supplier.title')} />
            <QuoteRequests supplierId={props.supplierId} />
            <EmptyState title={t('supplier.emptyTitle')} text={t('supplier.emptyText')} />
          </>
        ) : (
          <Desk publication={publication} isSupplier={props.supplierId === undefined} />
        )
      }
    </Loaded>
  )
}

function Desk(props: { publication: Publication; isSupplier: boolean }) {
  const { t } = useTranslation()
  const name = useName()
  const moment = useMoment()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { publication } = props
  const units = publishedUnits(publication)
  const unit = units.find((each) => each.unit === search.unit)?.unit ?? units[0]?.unit ?? 'piece'
  const counted = countedIn(publication, unit)
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
            <Link
              className="plain-link"
              to="/supplier/upstream"
              search={{ supplierId: props.isSupplier ? undefined : publication.supplierId }}
            >
              {t('upstream.open')}
            </Link>
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
        <CountedIn unit={unit}>
          <UnitChoice
            units={units}
            value={unit}
            onChange={(next) =>
              void navigate({ search: { ...search, unit: next as BaseUnit }, replace: true })
            }
          />
          <AuthorisationGroups publication={counted} />
          <AuthorisationChart publication={counted} />
        </CountedIn>
        <Swing publication={publication} />
        <ReplySheet
          publication={publication}
          rows={replyRows(publication)}
          mayReply={publication.isLatest && (publication.isOpen || !props.isSupplier)}
        />
      </Stack>
    </>
  )
}

/** How much the week-by-week deliveries of this version vary against what consumers want. */
function Swing(props: { publication: Publication }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { orderVariance: swing } = props.publication
  if (swing === null || swing.ratio === null) return null
  const figure = (value: number | null) => words.text('order-variance-ratio', value)
  return (
    <Text size="sm">
      {t('supplier.swing', {
        ratio: figure(swing.ratio),
        low: figure(swing.low),
        high: figure(swing.high),
        weeks: swing.weeks,
      })}{' '}
      {t(`supplier.swing-${swing.verdict}`)}
    </Text>
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
      aria-label={t('runs.versionHeader')}
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
