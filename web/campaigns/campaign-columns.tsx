import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { useName } from '#web/measure/words.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'
import { type Campaign, type CampaignState, campaignState, isSoldOut, nextStep } from './campaign-state.ts'

const TONE: Record<CampaignState, ChipTone> = {
  coming: 'plain',
  open: 'good',
  between: 'note',
  balance: 'note',
  shipping: 'note',
  closed: 'plain',
}

export function useCampaignColumns(asOf: string): Column<Campaign>[] {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  return [
    {
      id: 'name',
      header: t('campaigns.name'),
      pinned: true,
      width: 260,
      sortBy: (campaign) => name(campaign),
      cell: (campaign) => (
        <NameWithCode
          name={
            <Link
              className="plain-link"
              to="/campaigns/$campaign"
              params={{ campaign: String(campaign.campaignId) }}
            >
              {name(campaign)}
            </Link>
          }
          code={campaign.code}
        />
      ),
    },
    {
      id: 'kind',
      header: t('campaigns.kind'),
      sortBy: (campaign) => campaign.kind,
      cell: (campaign) => t(`campaigns.kind-${campaign.kind as 'pre-sale' | 'joint-order'}`),
    },
    {
      id: 'state',
      header: t('campaigns.state'),
      cell: (campaign) => {
        const state = campaignState(campaign, asOf)
        return <Chip tone={TONE[state]}>{t(`campaigns.state-${state}`)}</Chip>
      },
    },
    {
      id: 'deposit-window',
      header: t('campaigns.deposits'),
      sortBy: (campaign) => campaign.depositTo,
      cell: (campaign) => <Window from={campaign.depositFrom} to={campaign.depositTo} />,
    },
    {
      id: 'ship-window',
      header: t('campaigns.ships'),
      sortBy: (campaign) => campaign.shipFrom,
      cell: (campaign) => <Window from={campaign.shipFrom} to={campaign.shipTo} />,
    },
    measureColumn(words, 'deposit-share', 'deposit-share', (campaign) => campaign.depositFraction),
    figure('booked', t('campaigns.booked'), (campaign) => campaign.placed),
    figure('withdrawn', t('campaigns.cancelled'), (campaign) => campaign.cancelled),
    figure('settled', t('campaigns.settled'), (campaign) => campaign.settled),
    {
      id: 'threshold',
      header: t('campaigns.threshold'),
      cell: (campaign) => <Threshold campaign={campaign} />,
    },
    { id: 'ladder', header: t('campaigns.ladder'), cell: (campaign) => <NextStep campaign={campaign} /> },
  ]
}

function figure(id: string, header: string, value: (campaign: Campaign) => number): Column<Campaign> {
  return {
    id,
    header,
    align: 'end',
    sortBy: value,
    cell: (campaign) => <Measure of="demand" value={value(campaign)} />,
  }
}

function Window(props: { from: string; to: string }) {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {props.from} – {props.to.slice(5)}
    </span>
  )
}

function Threshold(props: { campaign: Campaign }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { campaign } = props
  if (isSoldOut(campaign))
    return (
      <Chip tone="warn">
        {t('campaigns.soldOut', { quantity: words.text('campaign-cap', campaign.capQuantity) })}
      </Chip>
    )
  if (campaign.thresholdQuantity === null) return <>–</>
  const missing = campaign.thresholdQuantity - (campaign.placed - campaign.cancelled)
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <Measure of="campaign-target" value={campaign.thresholdQuantity} />{' '}
      <span className="soft">
        {missing <= 0
          ? t('campaigns.reached')
          : t('campaigns.missing', { quantity: words.text('campaign-target', missing) })}
      </span>
    </span>
  )
}

function NextStep(props: { campaign: Campaign }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const step = nextStep(props.campaign)
  if (!step) return <>–</>
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {t('campaigns.nextStepShort', {
        quantity: words.text('demand', step.missing),
        discount: words.text('discount-share', step.discountFraction),
      })}
    </span>
  )
}
