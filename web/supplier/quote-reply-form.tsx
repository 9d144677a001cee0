import { Group, NumberInput, SegmentedControl, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { useFailureNotice } from '#web/ui/failure.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import type { QuoteRequest } from './quote-requests.tsx'

/** Quantity, date, price and a price break from a larger quantity on; or a decline with its reason. */
export function QuoteReplyForm(props: { request: QuoteRequest; onClose: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const trpc = useTRPC()
  const { businessDate } = useSession()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const { request } = props
  const last = request.replies[0]
  const lastBreak = last?.priceBreaks[0]
  const [answer, setAnswer] = useState<'offer' | 'decline'>(last?.answer ?? 'offer')
  const [quantity, setQuantity] = useState<number | string>(last?.quantity ?? request.quantity)
  const [arrivesOn, setArrivesOn] = useState(last?.arrivesOn ?? request.wantedOn)
  const [cost, setCost] = useState<number | string>(last?.unitCostMinor ? last.unitCostMinor / 100 : '')
  const [breakFrom, setBreakFrom] = useState<number | string>(lastBreak?.quantity ?? '')
  const [breakCost, setBreakCost] = useState<number | string>(lastBreak ? lastBreak.unitCostMinor / 100 : '')
  const [note, setNote] = useState(last?.note ?? '')
  const reply = useMutation(
    trpc.quotes.reply.mutationOptions({
      onSuccess: async () => {
        props.onClose()
        notifications.show({ color: 'brand', message: t('quotes.replied') })
        await queryClient.invalidateQueries({ queryKey: trpc.quotes.pathKey() })
      },
      onError: failureNotice,
    }),
  )
  const hasBreak = breakFrom !== '' || breakCost !== ''
  const isBreakWrong =
    hasBreak && !(Number(breakFrom) > 0 && breakCost !== '' && Number(breakCost) < Number(cost))
  const isOffer = answer === 'offer'
  const isValid = isOffer
    ? Number(quantity) >= 1 && arrivesOn >= businessDate && cost !== '' && !isBreakWrong
    : note.trim() !== ''
  const minor = (value: number | string) => Math.round(Number(value) * 100)
  return (
    <FormDialog
      title={t('quotes.replyTo', { name: name({ nameZh: request.subjectZh, nameEn: request.subjectEn }) })}
      action={t('supplier.send')}
      isReady={isValid}
      isBusy={reply.isPending}
      onSend={() =>
        reply.mutate({
          quoteRequestId: request.quoteRequestId,
          answer,
          ...(isOffer
            ? {
                quantity: Number(quantity),
                arrivesOn,
                unitCostMinor: minor(cost),
                priceBreaks: hasBreak
                  ? [{ quantity: Number(breakFrom), unitCostMinor: minor(breakCost) }]
                  : [],
              }
            : {}),
          ...(note.trim() ? { note: note.trim() } : {}),
        })
      }
      onClose={props.onClose}
    >
      <SegmentedControl
        aria-label={t('quotes.answer')}
        value={answer}
        onChange={(value) => setAnswer(value as 'offer' | 'decline')}
        data={[
          { value: 'offer', label: t('quotes.answer-offer') },
          { value: 'decline', label: t('quotes.answer-decline') },
        ]}
      />
      {isOffer ? (
        <>
          <NumberInput
            label={t('supplier.howMany')}
            description={t('supplier.ofAsked', {
              quantity: words.text('published-quantity', request.quantity),
            })}
            min={1}
            decimalScale={0}
            thousandSeparator=","
            value={quantity}
            onChange={setQuantity}
          />
          <DateField
            label={t('quotes.arrivesOn')}
            description={t('quotes.wantedBy', { date: request.wantedOn })}
            min={businessDate}
            value={arrivesOn}
            onChange={setArrivesOn}
          />
          <NumberInput
            label={t('quotes.unitCost')}
            min={0}
            decimalScale={2}
            prefix="¥ "
            value={cost}
            onChange={setCost}
            withAsterisk
          />
          <Group grow align="flex-start">
            <NumberInput
              label={t('quotes.breakQuantity')}
              min={1}
              decimalScale={0}
              thousandSeparator=","
              value={breakFrom}
              onChange={setBreakFrom}
            />
            <NumberInput
              label={t('quotes.breakCost')}
              min={0}
              decimalScale={2}
              prefix="¥ "
              value={breakCost}
              onChange={setBreakCost}
              error={isBreakWrong ? t('quotes.breakWrong') : undefined}
            />
          </Group>
        </>
      ) : null}
      <Textarea
        label={isOffer ? t('supplier.note') : t('supplier.reason')}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        withAsterisk={!isOffer}
      />
      {isOffer && request.items.length > 1 ? (
        <div>
          <Text size="sm" fw={600}>
            {t('quotes.mix')}
          </Text>
          <table className="data-table">
            <tbody>
              {request.items.map((item) => (
                <tr key={item.code}>
                  <td className="soft">{item.code}</td>
                  <td>{name(item)}</td>
                  <td className="end">
                    <Measure of="published-quantity" value={item.quantity} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </FormDialog>
  )
}
