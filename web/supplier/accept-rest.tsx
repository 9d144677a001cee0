import { Checkbox, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useMoment } from '#web/measure/words.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { type ReplyRow, type TheRest, unitsOf } from './reply-rows.ts'

/** Units of rows in words, each base unit by itself: "1,200 pieces, 35 kg". */
export function useUnitsOf() {
  const { t } = useTranslation()
  const words = useMeasureWords()
  return (rows: readonly ReplyRow[], of = (row: ReplyRow) => row.authorised) =>
    unitsOf(rows, of)
      .map(({ baseUnit, units }) => {
        const text = words.text('published-quantity', units, { unit: baseUnit })
        return baseUnit === 'piece' ? `${text}\u00A0${t('ui.unitPiece')}` : text
      })
      .join(', ')
}

/** Before everything left is accepted: what that commits to, and what it leaves as it is. */
export function AcceptRest(props: {
  rest: TheRest
  replyBy: Date | string
  isBusy: boolean
  onSend: (keepsStanding: boolean) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const moment = useMoment()
  const units = useUnitsOf()
  const [keepsStanding, setKeepsStanding] = useState(false)
  const { accepted, standing, toLookAt } = props.rest
  const withForecast = [...accepted, ...toLookAt].filter((row) => row.asked > row.authorised)
  return (
    <FormDialog
      title={t('supplier.acceptAllTitle')}
      action={t('supplier.acceptAllSend', { units: units(accepted) })}
      isReady={accepted.length > 0}
      isBusy={props.isBusy}
      onSend={() => props.onSend(keepsStanding)}
      onClose={props.onClose}
    >
      <Text size="sm">{t('supplier.willAccept', { count: accepted.length, units: units(accepted) })}</Text>
      {standing.length > 0 ? (
        <>
          <Text size="sm">
            {t('supplier.leavesStanding', {
              count: standing.length,
              units: units(standing, (row) => row.reply?.committedQuantity ?? 0),
            })}
          </Text>
          <Checkbox
            label={t('supplier.keepStanding')}
            checked={keepsStanding}
            onChange={(event) => setKeepsStanding(event.currentTarget.checked)}
          />
        </>
      ) : null}
      {withForecast.length > 0 ? (
        <Text size="sm">
          {t('supplier.leavesToLookAt', {
            count: withForecast.length,
            units: units(withForecast, (row) => row.asked - row.authorised),
          })}
        </Text>
      ) : null}
      <Text size="sm" className="soft">
        {t('supplier.canCorrect', { date: moment(props.replyBy) })}
      </Text>
    </FormDialog>
  )
}
