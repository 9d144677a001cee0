import { Button, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, bucketStart } from '#planning/time-bucket'
import { useSession } from '#web/frame/session.tsx'
import { useName, weekRange } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { Customers } from './customers.tsx'
import { ImpactList } from './impact-list.tsx'
import { Outlook } from './outlook.tsx'
import { ProductCard } from './product-card.tsx'

const route = getRouteApi('/owner')
/** A minute's work; the products with most orders come first. */
const FIRST_CARDS = 10

/** One hand, one minute: what is ordered, and what comes on top. */
export function OwnerPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const view = search.view ?? 'say'
  return (
    <Stack gap="md" maw={640} mx="auto">
      <Title order={1}>{t('owner.title')}</Title>
      <SegmentedControl
        size="sm"
        fullWidth
        aria-label={t('owner.title')}
        value={view}
        onChange={(value) => void navigate({ search: { ...search, view: value as typeof view } })}
        data={[
          { value: 'say', label: t('owner.say') },
          { value: 'customers', label: t('owner.customers') },
          { value: 'impact', label: t('owner.impact') },
        ]}
      />
      {view === 'say' ? <Products /> : view === 'customers' ? <Customers /> : <Impact />}
    </Stack>
  )
}

function Products() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const session = useSession()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [wanted, setWanted] = useState('')
  const [isWhole, setWhole] = useState(false)
  const week = addDays(bucketStart(session.businessDate, 'week'), search.later ? 14 : 7)
  const query = useQuery(trpc.expectations.products.queryOptions({ week }))
  return (
    <>
      <div>
        <Title order={2}>{t('owner.askTitle')}</Title>
        <Text size="sm" className="soft">
          {t('owner.askText')}
        </Text>
      </div>
      <SegmentedControl
        aria-label={t('ui.week')}
        value={search.later ? 'later' : 'this'}
        onChange={(value) =>
          void navigate({ search: { ...search, later: value === 'later' ? true : undefined } })
        }
        data={[
          { value: 'this', label: t('owner.thisWeek') },
          { value: 'later', label: t('owner.laterWeek') },
        ]}
      />
      <Text size="sm">{t('owner.weekOf', { week: weekRange(week) })}</Text>
      <Loaded query={query} rows={4}>
        {(data) => {
          if (data.products.length === 0)
            return <EmptyState title={t('owner.emptyTitle')} text={t('owner.emptyText')} />
          const shown = data.products.filter((product) =>
            `${name(product)} ${product.code}`.toLowerCase().includes(wanted.trim().toLowerCase()),
          )
          return (
            <Stack gap="sm">
              {data.products.length > 8 ? (
                <TextInput
                  aria-label={t('owner.search')}
                  placeholder={t('owner.search')}
                  value={wanted}
                  onChange={(event) => setWanted(event.currentTarget.value)}
                />
              ) : null}
              {shown.length === 0 ? <FilteredEmptyState onClear={() => setWanted('')} /> : null}
              {shown.slice(0, isWhole ? shown.length : FIRST_CARDS).map((product) => (
                <ProductCard key={`${product.itemId}-${week}`} product={product} week={week} />
              ))}
              {!isWhole && shown.length > FIRST_CARDS ? (
                <Button size="md" variant="default" onClick={() => setWhole(true)}>
                  {t('owner.showRest', { count: shown.length - FIRST_CARDS })}
                </Button>
              ) : null}
            </Stack>
          )
        }}
      </Loaded>
    </>
  )
}

function Impact() {
  const trpc = useTRPC()
  const query = useQuery(trpc.expectations.impact.queryOptions())
  return (
    <>
      <Outlook />
      <Loaded query={query} rows={4}>
        {(rows) => <ImpactList rows={rows} />}
      </Loaded>
    </>
  )
}
