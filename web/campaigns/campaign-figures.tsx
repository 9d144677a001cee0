import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { Chip, KeyFigure, KeyFigures } from '#web/ui/panel.tsx'
import type { Outlook } from './campaign-conditions.ts'

/** Deposits, what was withdrawn and paid, what will be, and the chance of the minimum batch. */
export function CampaignFigures(props: { outlook: Outlook; recommended: string | null }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { campaign, finish, minimum, signatures, asOf } = props.outlook
  const range = (of: { low: number; high: number }) =>
    t('campaigns.range', { low: words.text('demand', of.low), high: words.text('demand', of.high) })
  const isOpen = asOf <= campaign.depositTo
  return (
    <KeyFigures>
      <KeyFigure
        label={t('campaigns.grossDeposits')}
        value={<Measure of="gross-deposit" value={campaign.placed} />}
        note={
          finish?.isAtLeast
            ? t('campaigns.soldOut', { quantity: words.text('campaign-cap', campaign.capQuantity) })
            : undefined
        }
      />
      <KeyFigure
        label={t('campaigns.cancelled')}
        value={<Measure of="demand" value={campaign.cancelled} />}
        note={
          campaign.placed > 0 ? words.text('paid-share', campaign.cancelled / campaign.placed) : undefined
        }
      />
      <KeyFigure
        label={t('campaigns.standing')}
        value={<Measure of="demand" value={campaign.placed - campaign.cancelled} />}
        note={
          finish && isOpen
            ? t(finish.isAtLeast ? 'campaigns.atCutOffAtLeast' : 'campaigns.atCutOff', {
                quantity: words.text('demand', finish.standing.mean),
                range: range(finish.standing),
              })
            : undefined
        }
      />
      <KeyFigure label={t('campaigns.settled')} value={<Measure of="demand" value={campaign.settled} />} />
      <KeyFigure
        label={t('campaigns.expectedPaid')}
        value={<Measure of="deposit-demand" value={finish?.paid.mean} />}
        note={
          finish && finish.paid.high > finish.paid.low
            ? `${range(finish.paid)} · ${t('campaigns.paidShareNote', { share: words.text('paid-share', finish.paidFraction) })}`
            : undefined
        }
      />
      <KeyFigure
        label={t('campaigns.chanceOfMinimum')}
        value={<Measure of="chance-of-minimum" value={minimum?.chance} />}
        note={
          minimum
            ? t(`campaigns.minimum-${minimum.source}`, {
                quantity: words.text('campaign-target', minimum.quantity),
              })
            : t('campaigns.noMinimum')
        }
      />
      {signatures ? (
        <KeyFigure
          label={t('campaigns.signed')}
          value={<Measure of="demand" value={signatures.units} />}
          note={
            signatures.ordersPerSignature === null
              ? undefined
              : t('campaigns.perSignature', {
                  ratio: words.text('orders-per-signature', signatures.ordersPerSignature),
                })
          }
        />
      ) : null}
      {props.recommended ? (
        <KeyFigure label={t('campaigns.recommended')} value={<Chip tone="note">{props.recommended}</Chip>} />
      ) : null}
    </KeyFigures>
  )
}
