import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { campaignUpstream, FACTORY_TIER, ITEM_TIER } from '#planning/certainty/campaign-upstream'
import { dayNumber } from '#planning/time-bucket'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { type Outputs, useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { Conditions, Outlook } from './campaign-conditions.ts'

type Materials = Outputs['campaigns']['materials']

/** What knowing the quantity early saves the platform, the factory and its material suppliers, where it comes in time. */
export function UpstreamPanel(props: { outlook: Outlook; conditions: Conditions }) {
  const trpc = useTRPC()
  const { campaignId } = props.outlook.campaign
  const query = useQuery(trpc.campaigns.materials.queryOptions({ campaignId }))
  return (
    <Loaded query={query} rows={4}>
      {(chain) => <Tiers {...props} chain={chain} />}
    </Loaded>
  )
}

function Tiers(props: { outlook: Outlook; conditions: Conditions; chain: Materials }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const { outlook, conditions, chain } = props
  const { campaign } = outlook
  const horizonDays = dayNumber(campaign.shipFrom) - dayNumber(campaign.depositTo)
  const worth = campaignUpstream(
    {
      price: (campaign.referencePriceMinor * conditions.realised.value) / 100,
      unitCost: conditions.cost.value * 100,
      makingCostFraction: conditions.supplierCost.value / 100,
      salvageFraction: conditions.salvage.value / 100,
      transportDays: chain.transportDays,
      makingDays: chain.makingDays,
      materials: chain.materials.map((material) => ({ ...material, unitCost: material.unitCostMinor })),
      factoryRatio: chain.platformRatio,
      materialRatio: chain.supplierRatio,
    },
    { horizonDays, mean: conditions.mean.value, deviation: conditions.deviation.value },
  )
  if (worth === null) return null
  const label = (tier: string) => {
    if (tier === ITEM_TIER) return t('campaigns.tierPlatform')
    if (tier === FACTORY_TIER) return t('campaigns.tierFactory')
    const material = chain.materials.find(({ code }) => code === tier)
    return material ? name(material) : tier
  }
  return (
    <Panel
      title={t('campaigns.upstreamTitle')}
      note={t('campaigns.upstreamNote', { days: words.text('notice-days', horizonDays) })}
      foot={t('campaigns.upstreamTotal', { worth: words.text('unit-worth', worth.total) })}
      flush
    >
      <DataTable
        label={t('campaigns.upstreamTitle')}
        rows={worth.tiers}
        rowKey={(tier) => tier.name}
        columns={[
          { id: 'tier', header: t('campaigns.tier'), wraps: true, cell: (tier) => label(tier.name) },
          {
            id: 'lead',
            header: t('campaigns.tierLead'),
            align: 'end',
            cell: (tier) => <Measure of="notice-days" value={tier.cumulativeLeadTime} />,
          },
          {
            id: 'fits',
            header: t('campaigns.tierFits'),
            cell: (tier) => t(tier.fitsCommitment ? 'campaigns.tierInTime' : 'campaigns.tierTooLate'),
          },
          {
            id: 'worth',
            header: words.label('unit-worth'),
            help: words.definition('unit-worth'),
            align: 'end',
            cell: (tier) => (
              <Measure of="unit-worth" value={tier.fitsCommitment ? tier.valuePerItem : null} />
            ),
          },
        ]}
      />
    </Panel>
  )
}
