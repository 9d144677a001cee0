import { Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { PageHead } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { UpstreamLines } from './upstream-lines.tsx'
import { UpstreamLinks } from './upstream-links.tsx'

const route = getRouteApi('/supplier/upstream')

export type Candidates = NonNullable<Outputs['upstream']['candidates']>
export type Candidate = Candidates['lines'][number]

/** A supplier chooses what of its sure demand a material supplier may read; planners see what it could pass on. */
export function UpstreamPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const search = route.useSearch()
  const whose = session.role === 'supplier' ? {} : { supplierId: search.supplierId }
  const isKnown = session.role === 'supplier' || search.supplierId !== undefined
  const query = useQuery({ ...trpc.upstream.candidates.queryOptions(whose), enabled: isKnown })
  return (
    <>
      <PageHead
        above={
          <Link className="plain-link" to="/supplier" search={{ supplierId: search.supplierId }}>
            {t('upstream.back')}
          </Link>
        }
        title={t('upstream.title')}
        note={t('upstream.note')}
      />
      {isKnown ? (
        <Stack gap="md">
          <Loaded query={query} rows={8}>
            {(candidates) =>
              candidates === null || candidates.lines.length === 0 ? (
                <EmptyState title={t('upstream.none')} text={t('upstream.noneText')} />
              ) : (
                <Recipients candidates={candidates} />
              )
            }
          </Loaded>
          <UpstreamLinks whose={whose} />
        </Stack>
      ) : (
        <EmptyState title={t('supplier.chooseTitle')} />
      )}
    </>
  )
}

function Recipients(props: { candidates: Candidates }) {
  const { t } = useTranslation()
  const name = useName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { candidates } = props
  const recipients = [
    ...new Map(candidates.lines.map((line) => [line.materialSupplierId, line])).values(),
  ].map((line) => ({
    materialSupplierId: line.materialSupplierId,
    nameZh: line.materialSupplierNameZh,
    nameEn: line.materialSupplierNameEn,
    inTime: candidates.lines.filter(
      (each) => each.materialSupplierId === line.materialSupplierId && each.authorisedQuantity !== null,
    ).length,
  }))
  recipients.sort((a, b) => b.inTime - a.inTime)
  const chosen =
    recipients.find(({ materialSupplierId }) => materialSupplierId === search.to) ?? recipients[0]!
  return (
    <Stack gap="md">
      <Select
        label={t('upstream.recipient')}
        w={320}
        maw="100%"
        allowDeselect={false}
        data={recipients.map((each) => ({ value: String(each.materialSupplierId), label: name(each) }))}
        value={String(chosen.materialSupplierId)}
        onChange={(value) => void navigate({ search: { ...search, to: Number(value) }, replace: true })}
      />
      <UpstreamLines key={chosen.materialSupplierId} candidates={candidates} recipient={chosen} />
    </Stack>
  )
}
