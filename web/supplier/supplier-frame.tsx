import { Alert, Group, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead } from '#web/ui/panel.tsx'

const PAGES = {
  demand: { to: '/supplier', title: 'supplier.title' },
  batches: { to: '/supplier/batches', title: 'supplierBatches.title' },
  capacity: { to: '/supplier/capacity', title: 'supplierCapacity.title' },
  materials: { to: '/supplier/materials', title: 'supplierMaterials.title' },
} as const
type Page = keyof typeof PAGES
/** So many suppliers are offered as links besides the search. */
const MOST_LINKS = 24

/**
 * The pages of one supplier under one heading row of links. Staff choose the supplier first; `children` is given whom to
 * ask for, which is nobody in particular where a supplier looks at itself.
 */
export function SupplierFrame(props: {
  page: Page
  supplierId: number | undefined
  children: (whose: { readonly supplierId?: number }) => ReactNode
}) {
  const { t } = useTranslation()
  const session = useSession()
  const { page, supplierId } = props
  if (session.role === 'supplier')
    return (
      <>
        <PageLinks supplierId={undefined} />
        {props.children({})}
      </>
    )
  return (
    <>
      {supplierId === undefined ? <PageHead title={t(PAGES[page].title)} /> : null}
      <SupplierChoice page={page} supplierId={supplierId} />
      {supplierId === undefined ? null : (
        <>
          <PageLinks supplierId={supplierId} />
          {props.children({ supplierId })}
        </>
      )}
    </>
  )
}

function PageLinks(props: { supplierId: number | undefined }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('supplier.pages')} className="page-links">
      {Object.values(PAGES).map(({ to, title }) => (
        <Link
          key={to}
          to={to}
          search={{ supplierId: props.supplierId }}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {t(title)}
        </Link>
      ))}
    </nav>
  )
}

function SupplierChoice(props: { page: Page; supplierId: number | undefined }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const navigate = useNavigate()
  const choices = useQuery(trpc.demand.choices.queryOptions())
  const suppliers = choices.data?.suppliers ?? []
  const chosen = suppliers.find((supplier) => supplier.supplierId === props.supplierId)
  return (
    <Alert color="brand" variant="light" mb="md" p="xs">
      <Stack gap={6}>
        {chosen ? t('supplier.viewing', { name: name(chosen) }) : t('supplier.chooseText')}
        <Select
          size="xs"
          w={260}
          aria-label={t('planning.supplier')}
          searchable
          value={props.supplierId === undefined ? null : String(props.supplierId)}
          onChange={(value) =>
            void navigate({
              to: PAGES[props.page].to,
              search: { supplierId: value === null ? undefined : Number(value) },
            })
          }
          data={suppliers.map((supplier) => ({ value: String(supplier.supplierId), label: name(supplier) }))}
        />
        {chosen || suppliers.length > MOST_LINKS ? null : (
          <Group gap="md" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {suppliers.map((supplier) => (
              <li key={supplier.supplierId}>
                <Link
                  className="plain-link"
                  to={PAGES[props.page].to}
                  search={{ supplierId: supplier.supplierId }}
                >
                  {name(supplier)}
                </Link>
              </li>
            ))}
          </Group>
        )}
      </Stack>
    </Alert>
  )
}
