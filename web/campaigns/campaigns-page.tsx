import { Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { BookingCurve } from './booking-curve.tsx'
import { useCampaignColumns } from './campaign-columns.tsx'
import { type Campaign, campaignState } from './campaign-state.ts'

const route = getRouteApi('/campaigns')
const COMPARED = 4

export function CampaignsPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery(trpc.campaigns.list.queryOptions())
  return (
    <>
      <PageHead title={t('campaigns.title')} note={t('campaigns.note')} />
      <Loaded query={query} rows={8}>
        {({ asOf, campaigns }) =>
          campaigns.length === 0 ? (
            <EmptyState title={t('campaigns.emptyTitle')} text={t('campaigns.emptyText')} />
          ) : (
            <CampaignList asOf={asOf} campaigns={campaigns} />
          )
        }
      </Loaded>
    </>
  )
}

function CampaignList(props: { asOf: string; campaigns: readonly Campaign[] }) {
  const { t } = useTranslation()
  const name = useName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { asOf, campaigns } = props
  const chosen =
    campaigns.find((campaign) => campaign.campaignId === search.campaign) ??
    campaigns.find((campaign) => campaignState(campaign, asOf) === 'open') ??
    campaigns[0]!
  const columns = useCampaignColumns(asOf)
  return (
    <Stack gap="md">
      <Select
        label={t('campaigns.showCurve')}
        w={480}
        maw="100%"
        searchable
        allowDeselect={false}
        data={campaigns.map((campaign) => ({ value: String(campaign.campaignId), label: name(campaign) }))}
        value={String(chosen.campaignId)}
        onChange={(value) =>
          void navigate({ search: { ...search, campaign: value ? Number(value) : undefined }, replace: true })
        }
      />
      <BookingCurve campaign={chosen} compared={earlierOfKind(chosen, campaigns)} asOf={asOf} />
      <Panel
        title={t('campaigns.list')}
        note={`${t('ui.rows', { count: campaigns.length })} · ${t('ui.dataAsOf', { date: asOf })}`}
        flush
      >
        <DataTable
          label={t('campaigns.list')}
          rows={campaigns}
          rowKey={(campaign) => campaign.campaignId}
          columns={columns}
          isChosen={(campaign) => campaign.campaignId === chosen.campaignId}
          sort={search.sort ? { id: search.sort, desc: search.desc ?? false } : null}
          onSort={(sort) =>
            void navigate({ search: { ...search, sort: sort.id, desc: sort.desc }, replace: true })
          }
          minWidth={1150}
        />
      </Panel>
    </Stack>
  )
}

function earlierOfKind(campaign: Campaign, campaigns: readonly Campaign[]): Campaign[] {
  return campaigns
    .filter(
      (other) => other.kind === campaign.kind && other.depositTo < campaign.depositTo && other.placed > 0,
    )
    .sort((a, b) => (a.depositTo < b.depositTo ? 1 : -1))
    .slice(0, COMPARED)
}
