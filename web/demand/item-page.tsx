import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CountedIn, useReadableUnit } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { usePatternWords } from '#web/measure/pattern.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Chip, KeyFigure, KeyFigures, PageHead } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { ItemCampaigns } from './item-campaigns.tsx'
import { ItemChart } from './item-chart.tsx'
import { DepositPanel, LeadTimePanel } from './item-outlook.tsx'
import { outlookParts } from './item-parts.ts'
import { RecordPanel } from './item-record.tsx'
import { WhyPanel } from './item-why.tsx'
import { OverridePanel } from './override-panel.tsx'

const route = getRouteApi('/demand/$item')

type Answer = Outputs['items']['demand']
export type ItemForecast = NonNullable<Answer['forecast']>
export type Run = NonNullable<Answer['run']>
/** Weeks that the figures on this page sum over. */
export const OUTLOOK_WEEKS = 13

export function ItemPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const { item } = route.useParams()
  const query = useQuery(trpc.items.demand.queryOptions({ itemId: Number(item) }))
  return (
    <Loaded query={query} rows={14}>
      {(data) => (
        <CountedIn unit={data.item.baseUnit}>
          <ItemHead item={data.item} forecast={data.forecast} />
          {data.forecast && data.run ? (
            <Outlook answer={data} forecast={data.forecast} run={data.run} />
          ) : (
            <EmptyState title={t('item.noForecastTitle')} text={t('item.noForecastText')} />
          )}
        </CountedIn>
      )}
    </Loaded>
  )
}

function ItemHead(props: { item: Answer['item']; forecast: ItemForecast | null }) {
  const { t, i18n } = useTranslation()
  const name = useName()
  const { word } = useReadableUnit()
  const patternWords = usePatternWords()
  const { item } = props
  const category = i18n.language === 'en' ? item.categoryEn : item.categoryZh
  return (
    <PageHead
      above={
        <Link className="plain-link" to="/demand">
          ← {t('item.allItems')}
        </Link>
      }
      title={
        <>
          {name(item)}{' '}
          <span className="soft" style={{ fontWeight: 400 }}>
            {item.code}
          </span>
        </>
      }
      note={[category, t('ui.unitOf', { unit: word })].filter(Boolean).join(' · ')}
      actions={props.forecast ? <Chip tone="note">{patternWords(props.forecast.pattern)}</Chip> : null}
    />
  )
}

function Outlook(props: { answer: Answer; forecast: ItemForecast; run: Run }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { forecast, run, answer } = props
  const sum = (values: readonly number[]) =>
    values.slice(0, OUTLOOK_WEEKS).reduce((total, value) => total + value, 0)
  const told = outlookParts(forecast, answer.item.baseUnit)
  const known = sum(forecast.paid) + sum(forecast.deposit) + sum(forecast.subscription)
  const expected = sum(forecast.mean)
  const nextWeeks = t('planning.nextWeeks', { count: Math.min(OUTLOOK_WEEKS, run.horizonWeeks) })
  const onHand = answer.plans.reduce((total, plan) => Math.max(total, plan.onHand), 0)
  const inTransit = answer.plans.reduce(
    (total, plan) => total + plan.scheduledReceipts.reduce((a, b) => a + b, 0),
    0,
  )
  return (
    <Stack gap="md">
      <KeyFigures>
        <KeyFigure
          label={words.label('forecast')}
          value={<Measure of="forecast" value={expected} help />}
          note={nextWeeks}
        />
        <KeyFigure
          label={words.label('known-demand')}
          value={<Measure of="known-demand" value={told.paid + told.deposit + told.subscription} help />}
          note={nextWeeks}
        />
        <KeyFigure
          label={words.label('known-share')}
          value={<Measure of="known-share" value={expected > 0 ? known / expected : null} help />}
        />
        {answer.plans.length > 0 ? (
          <>
            <KeyFigure label={words.label('on-hand')} value={<Measure of="on-hand" value={onHand} help />} />
            <KeyFigure
              label={words.label('scheduled-receipts')}
              value={<Measure of="scheduled-receipts" value={inTransit} help />}
            />
            <KeyFigure
              label={t('item.planTitle')}
              value={
                <Link className="plain-link" to="/plan" search={{ search: answer.item.code }}>
                  <Measure
                    of="order-quantity"
                    value={answer.plans.reduce((total, plan) => total + sum(plan.orderQuantity), 0)}
                  />
                </Link>
              }
              note={nextWeeks}
            />
          </>
        ) : null}
      </KeyFigures>
      <ItemChart forecast={forecast} run={run} />
      <div className="two-columns">
        <LeadTimePanel forecast={forecast} run={run} />
        <DepositPanel forecast={forecast} run={run} />
      </div>
      <OverridePanel itemId={answer.item.itemId} forecast={forecast} run={run} />
      <div className="two-columns">
        <RecordPanel record={answer.record} lagWeeks={answer.lagWeeks} />
        <Stack gap="md">
          <WhyPanel forecast={forecast} />
          <ItemCampaigns campaigns={answer.campaigns} />
        </Stack>
      </div>
    </Stack>
  )
}
