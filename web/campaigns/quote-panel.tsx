import { Button, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { Outlook } from './campaign-conditions.ts'
import { QuoteForm } from './quote-form.tsx'

type Quote = Outputs['quotes']['ofCampaign'][number]

/** What suppliers were asked and what they offer; an offer's cost can be tried in the waterfall. */
export function QuotePanel(props: { outlook: Outlook }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const [isAsking, setAsking] = useState(false)
  const { campaign } = props.outlook
  const query = useQuery(trpc.quotes.ofCampaign.queryOptions({ campaignId: campaign.campaignId }))
  return (
    <Panel
      title={t('quotes.title')}
      note={t('quotes.note')}
      flush
      actions={
        session.role === 'planner' && props.outlook.suppliers.length > 0 ? (
          <Button size="xs" onClick={() => setAsking(true)}>
            {t('quotes.ask')}
          </Button>
        ) : null
      }
    >
      <Loaded query={query} rows={2}>
        {(quotes) =>
          quotes.length === 0 ? (
            <EmptyState title={t('quotes.none')} text={t('quotes.noneText')} />
          ) : (
            <QuoteTable quotes={quotes} outlook={props.outlook} />
          )
        }
      </Loaded>
      {isAsking ? <QuoteForm outlook={props.outlook} onClose={() => setAsking(false)} /> : null}
    </Panel>
  )
}

function QuoteTable(props: { quotes: readonly Quote[]; outlook: Outlook }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const trpc = useTRPC()
  const session = useSession()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const withdraw = useMutation(
    trpc.quotes.withdraw.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.quotes.pathKey() }),
      onError: failureNotice,
    }),
  )
  const columns: Column<Quote>[] = [
    {
      id: 'supplier',
      header: t('planning.supplier'),
      cell: (quote) => name({ nameZh: quote.supplierNameZh, nameEn: quote.supplierNameEn }),
    },
    {
      id: 'asked',
      header: t('quotes.asked'),
      align: 'end',
      cell: (quote) => <Measure of="campaign-target" value={quote.quantity} />,
    },
    { id: 'wanted', header: t('quotes.wantedOn'), cell: (quote) => quote.wantedOn },
    { id: 'answer', header: t('quotes.answer'), cell: (quote) => <QuoteState quote={quote} /> },
    {
      id: 'quantity',
      header: t('quotes.offered'),
      align: 'end',
      cell: (quote) => <Measure of="committed-quantity" value={quote.replies[0]?.quantity} />,
    },
    {
      id: 'arrives',
      header: t('quotes.arrivesOn'),
      cell: (quote) => {
        const arrivesOn = quote.replies[0]?.arrivesOn
        if (!arrivesOn) return '–'
        return (
          <>
            {arrivesOn} {arrivesOn > quote.wantedOn ? <Chip tone="warn">{t('quotes.tooLate')}</Chip> : null}
          </>
        )
      },
    },
    {
      id: 'cost',
      header: t('quotes.unitCost'),
      wraps: true,
      cell: (quote) => {
        const reply = quote.replies[0]
        if (!reply || reply.unitCostMinor === null) return reply?.note ?? '–'
        return (
          <>
            {words.text('unit-price', reply.unitCostMinor)}
            {reply.priceBreaks.map((step) => (
              <Text key={step.quantity} size="xs" className="soft">
                {t('quotes.breakFrom', {
                  quantity: words.text('campaign-target', step.quantity),
                  cost: words.text('unit-price', step.unitCostMinor),
                })}
              </Text>
            ))}
            {reply.note ? (
              <Text size="xs" className="soft">
                {reply.note}
              </Text>
            ) : null}
          </>
        )
      },
    },
    {
      id: 'use',
      header: t('quotes.use'),
      cell: (quote) => {
        const cost = costAt(quote, props.outlook)
        if (cost !== null)
          return (
            <Link
              className="plain-link"
              to="/campaigns/$campaign"
              params={{ campaign: String(quote.campaignId) }}
              search={(before) => ({ ...before, cost: cost / 100 })}
              resetScroll={false}
            >
              {t('quotes.tryCost', { cost: words.text('unit-price', cost) })}
            </Link>
          )
        return session.role === 'planner' && !quote.withdrawnAt && quote.replies.length === 0 ? (
          <Button
            size="compact-xs"
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ quoteRequestId: quote.quoteRequestId })}
          >
            {t('quotes.withdraw')}
          </Button>
        ) : null
      },
    },
  ]
  return (
    <DataTable
      label={t('quotes.title')}
      rows={props.quotes}
      rowKey={(quote) => quote.quoteRequestId}
      columns={columns}
      minWidth={1000}
    />
  )
}

function QuoteState(props: { quote: Quote }) {
  const { t } = useTranslation()
  const { quote } = props
  if (quote.withdrawnAt) return <Chip>{t('quotes.withdrawn')}</Chip>
  const reply = quote.replies[0]
  if (!reply) return <Chip tone="note">{t('quotes.waiting', { date: quote.answerBy })}</Chip>
  return <Chip tone={reply.answer === 'offer' ? 'good' : 'bad'}>{t(`quotes.answer-${reply.answer}`)}</Chip>
}

/** The offered cost at the quantity expected to be paid. */
function costAt(quote: Quote, outlook: Outlook): number | null {
  const reply = quote.replies[0]
  if (!reply || reply.unitCostMinor === null || quote.withdrawnAt) return null
  const expected = outlook.finish?.paid.mean ?? 0
  return reply.priceBreaks.reduce(
    (cost, step) => (step.quantity <= expected ? step.unitCostMinor : cost),
    reply.unitCostMinor,
  )
}
