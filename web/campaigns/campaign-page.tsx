import { SimpleGrid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { BookingCurve } from './booking-curve.tsx'
import { conditionsOf, type Outlook } from './campaign-conditions.ts'
import { CampaignFigures } from './campaign-figures.tsx'
import { type Campaign, campaignState } from './campaign-state.ts'
import { ConditionsPanel } from './conditions-panel.tsx'
import { ContractPanel } from './contract-panel.tsx'
import { DecisionPanel, decisionsOf } from './decision-panel.tsx'
import { MakeToOrderPanel } from './make-to-order-panel.tsx'
import { PromisePanel } from './promise-panel.tsx'
import { QuotePanel } from './quote-panel.tsx'
import { ThresholdLadder } from './threshold-ladder.tsx'
import { UpstreamPanel } from './upstream-panel.tsx'
import { WaterfallChart } from './waterfall-chart.tsx'

const route = getRouteApi('/campaigns/$campaign')

/** One campaign: where it stands, where it will finish, and what to do about it. */
export function CampaignPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const campaignId = Number(route.useParams().campaign)
  const isNumber = Number.isSafeInteger(campaignId) && campaignId > 0
  const outlook = useQuery({ ...trpc.campaigns.outlook.queryOptions({ campaignId }), enabled: isNumber })
  const list = useQuery(trpc.campaigns.list.queryOptions())
  if (!isNumber || outlook.error?.data?.code === 'NOT_FOUND')
    return <EmptyState title={t('campaigns.unknown')} text={<AllCampaigns />} />
  return (
    <Loaded query={outlook} rows={8}>
      {(data) => (
        <Loaded query={list} rows={8}>
          {({ campaigns }) => <Content outlook={data} campaigns={campaigns} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function Content(props: { outlook: Outlook; campaigns: readonly Campaign[] }) {
  const { t } = useTranslation()
  const name = useName()
  const search = route.useSearch()
  const { outlook } = props
  const { campaign, asOf, finish } = outlook
  const conditions = conditionsOf(outlook, search)
  const decisions = decisionsOf(outlook, conditions)
  const compared = outlook.comparedIds.flatMap((id) =>
    props.campaigns.filter((each) => each.campaignId === id),
  )
  return (
    <>
      <PageHead
        above={<AllCampaigns />}
        title={name(campaign)}
        note={[
          campaign.code,
          t(`campaigns.kind-${campaign.kind as 'pre-sale' | 'joint-order'}`),
          t(`campaigns.state-${campaignState(campaign, asOf)}`),
          `${t('campaigns.deposits')} ${campaign.depositFrom} – ${campaign.depositTo}`,
          `${t('campaigns.ships')} ${campaign.shipFrom} – ${campaign.shipTo}`,
          t('ui.dataAsOf', { date: asOf }),
        ].join(' · ')}
      />
      <Stack gap="md">
        <CampaignFigures
          outlook={outlook}
          recommended={decisions[0] ? t(`campaigns.action-${decisions[0].action}`) : null}
        />
        <BookingCurve campaign={campaign} compared={compared} asOf={asOf} finish={finish} />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <ThresholdLadder outlook={outlook} conditions={conditions} search={search} />
          <DecisionPanel outlook={outlook} decisions={decisions} />
        </SimpleGrid>
        <PromisePanel outlook={outlook} />
        <QuotePanel outlook={outlook} />
        <WaterfallChart outlook={outlook} conditions={conditions} search={search} />
        <UpstreamPanel outlook={outlook} conditions={conditions} />
        <MakeToOrderPanel outlook={outlook} conditions={conditions} search={search} />
        <ContractPanel outlook={outlook} conditions={conditions} />
        <ConditionsPanel conditions={conditions} search={search} closed={outlook.economics.closedCampaigns} />
      </Stack>
    </>
  )
}

function AllCampaigns() {
  const { t } = useTranslation()
  return (
    <Link className="plain-link" to="/campaigns">
      {t('campaigns.all')}
    </Link>
  )
}
