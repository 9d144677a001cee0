import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { QuoteReplyForm } from './quote-reply-form.tsx'

export type QuoteRequest = Outputs['quotes']['ofSupplier'][number]

/** What the platform asks this supplier to quote; nothing is shown while nothing is asked. */
export function QuoteRequests(props: { supplierId?: number | undefined }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const name = useName()
  const { businessDate, role } = useSession()
  const [answering, setAnswering] = useState<QuoteRequest | null>(null)
  const query = useQuery(
    trpc.quotes.ofSupplier.queryOptions(
      props.supplierId === undefined ? {} : { supplierId: props.supplierId },
    ),
  )
  const requests = (query.data ?? []).filter((request) => request.withdrawnAt === null)
  if (requests.length === 0) return null
  const mayAnswer = (request: QuoteRequest) =>
    role === 'planner' || (role === 'supplier' && businessDate <= request.answerBy)
  return (
    <Panel title={t('quotes.requests')} note={t('quotes.requestsNote')} flush>
      <DataTable
        label={t('quotes.requests')}
        rows={requests}
        rowKey={(request) => request.quoteRequestId}
        minWidth={900}
        columns={[
          {
            id: 'subject',
            header: t('quotes.subject'),
            wraps: true,
            cell: (request) => (
              <>
                {name({ nameZh: request.subjectZh, nameEn: request.subjectEn })}
                {request.note ? <div className="soft">{request.note}</div> : null}
              </>
            ),
          },
          {
            id: 'quantity',
            header: t('quotes.asked'),
            align: 'end',
            cell: (request) => <Measure of="published-quantity" value={request.quantity} />,
          },
          { id: 'wanted', header: t('quotes.wantedOn'), cell: (request) => request.wantedOn },
          { id: 'by', header: t('quotes.answerBy'), cell: (request) => request.answerBy },
          {
            id: 'answer',
            header: t('quotes.answer'),
            cell: (request) => {
              const reply = request.replies[0]
              if (!reply) return <Chip tone="note">{t('supplier.notAnswered')}</Chip>
              return (
                <>
                  <Chip tone={reply.answer === 'offer' ? 'good' : 'plain'}>
                    {t(`quotes.answer-${reply.answer}`)}
                  </Chip>{' '}
                  {reply.answer === 'offer'
                    ? `${words.text('committed-quantity', reply.quantity)} · ${reply.arrivesOn} · ${words.text('unit-price', reply.unitCostMinor)}`
                    : reply.note}
                </>
              )
            },
          },
          {
            id: 'action',
            header: t('quotes.action'),
            cell: (request) =>
              mayAnswer(request) ? (
                <Button size="compact-xs" variant="light" onClick={() => setAnswering(request)}>
                  {t(request.replies.length === 0 ? 'quotes.reply' : 'quotes.changeReply')}
                </Button>
              ) : null,
          },
        ]}
      />
      {answering ? <QuoteReplyForm request={answering} onClose={() => setAnswering(null)} /> : null}
    </Panel>
  )
}
