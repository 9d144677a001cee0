import { Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { QuantityInput } from '#web/measure/quantity-input.tsx'
import { useName, weekRange } from '#web/measure/words.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import type { Publication, ReplyAnswer, ReplyRow } from './reply-rows.ts'

/** Less than asked, or another date: with its reason. Zero declines. */
export function ReplyForm(props: {
  row: ReplyRow
  groups: Publication['groups']
  isBusy: boolean
  onSend: (answer: ReplyAnswer) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { businessDate } = useSession()
  const { row } = props
  const [quantity, setQuantity] = useState<number | null>(
    row.reply ? Math.min(row.reply.committedQuantity, row.asked) : row.accepted,
  )
  const [date, setDate] = useState(row.reply?.committedOn ?? '')
  const [reason, setReason] = useState(row.reply?.reason ?? '')
  const [note, setNote] = useState(row.reply?.note ?? '')
  const isLess = quantity !== null && quantity < row.accepted
  const isTooMany = quantity !== null && quantity > row.asked
  const lacksReason = (isLess || date !== '') && isLess && reason.trim() === ''
  const isPast = date !== '' && date < businessDate
  const isReady = quantity !== null && !isTooMany && !lacksReason && !isPast
  const send = () =>
    props.onSend({
      itemId: row.itemId,
      week: row.week,
      answer: quantity === 0 && row.asked > 0 ? 'decline' : isLess ? 'partial' : 'commit',
      committedQuantity: Number(quantity),
      committedOn: date || undefined,
      reason: reason.trim() || undefined,
      note: note.trim() || undefined,
    })
  return (
    <FormDialog
      title={t('supplier.replyFor', { item: name(row), week: weekRange(row.week) })}
      action={t('supplier.send')}
      isReady={isReady}
      isBusy={props.isBusy}
      onSend={send}
      onClose={props.onClose}
    >
      <QuantityInput
        label={t('supplier.howMany')}
        description={
          row.authorised === 0 || row.authorised === row.asked
            ? t('supplier.ofAsked', { quantity: words.text('published-quantity', row.asked) })
            : t('supplier.ofAuthorised', {
                authorised: words.text('published-quantity', row.authorised),
                quantity: words.text('published-quantity', row.asked),
              })
        }
        value={quantity}
        onChange={setQuantity}
        error={isTooMany ? t('supplier.tooMany') : undefined}
        data-autofocus
      />
      <DateField
        label={t('supplier.when')}
        value={date}
        min={businessDate}
        onChange={setDate}
        error={isPast ? t('supplier.dayPast') : undefined}
      />
      <Textarea
        label={t('supplier.reason')}
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={lacksReason ? t('supplier.reasonNeeded') : undefined}
        withAsterisk={isLess}
      />
      <TextInput
        label={t('supplier.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {props.groups.length > 0 ? (
        <div>
          <Text size="sm" fw={600}>
            {t('supplier.breakdown')}{' '}
            <Text component="span" size="xs" className="soft" fw={400}>
              {t('supplier.breakdownNote')}
            </Text>
          </Text>
          <table className="data-table">
            <tbody>
              {props.groups.map((group) => (
                <tr key={`${group.groupKind}/${group.groupName}`}>
                  <td className="soft">
                    {t(`supplier.group-${group.groupKind as 'campaign' | 'region' | 'channel' | 'plan'}`)}
                  </td>
                  <td>{group.groupName}</td>
                  <td className="end">
                    <Measure of="published-quantity" value={group.quantity} />
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
