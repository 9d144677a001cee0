import { Select, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '#planning/time-bucket'
import { useSession } from '#web/frame/session.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { useFailureNotice } from '#web/ui/failure.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { WholeNumberInput } from '#web/ui/whole-number-input.tsx'
import type { Outlook } from './campaign-conditions.ts'

const DAYS_TO_ANSWER = 5

/** Asks one supplier for quantity, date and price. */
export function QuoteForm(props: { outlook: Outlook; onClose: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const trpc = useTRPC()
  const { businessDate } = useSession()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const { campaign, suppliers, finish } = props.outlook
  const [supplierId, setSupplierId] = useState(String(suppliers[0]?.supplierId ?? ''))
  const [quantity, setQuantity] = useState<number | string>(
    Math.max(1, Math.round(finish?.paid.mean ?? campaign.placed)),
  )
  const [wantedOn, setWantedOn] = useState([campaign.shipTo, businessDate].sort()[1]!)
  const [answerBy, setAnswerBy] = useState(addDays(businessDate, DAYS_TO_ANSWER))
  const [note, setNote] = useState('')
  const request = useMutation(
    trpc.quotes.request.mutationOptions({
      onSuccess: async () => {
        props.onClose()
        notifications.show({ color: 'brand', message: t('quotes.askedNotice') })
        await queryClient.invalidateQueries({ queryKey: trpc.quotes.pathKey() })
      },
      onError: failureNotice,
    }),
  )
  const isValid = supplierId !== '' && Number(quantity) >= 1 && wantedOn !== '' && answerBy >= businessDate
  return (
    <FormDialog
      title={t('quotes.ask')}
      action={t('quotes.send')}
      isReady={isValid}
      isBusy={request.isPending}
      onSend={() =>
        request.mutate({
          campaignId: campaign.campaignId,
          supplierId: Number(supplierId),
          quantity: Number(quantity),
          wantedOn,
          answerBy,
          ...(note.trim() ? { note: note.trim() } : {}),
        })
      }
      onClose={props.onClose}
    >
      <Select
        label={t('planning.supplier')}
        allowDeselect={false}
        data={suppliers.map((each) => ({ value: String(each.supplierId), label: name(each) }))}
        value={supplierId}
        onChange={(value) => setSupplierId(value ?? '')}
      />
      <WholeNumberInput
        label={t('campaigns.promiseQuantity')}
        description={t('quotes.quantityNote')}
        min={1}
        value={quantity}
        onChange={setQuantity}
      />
      <DateField
        label={t('campaigns.promiseBy')}
        min={businessDate}
        value={wantedOn}
        onChange={setWantedOn}
      />
      <DateField label={t('quotes.answerBy')} min={businessDate} value={answerBy} onChange={setAnswerBy} />
      <Textarea
        label={t('supplier.note')}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
