import { Alert, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isSmallChange } from '#planning/forecast/small-changes'
import { Measure } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { allDrafts, type CellChange, type Drafts, type ItemName } from './grid-drafts.ts'
import { MOST_CELLS } from './grid-paste.ts'
import { isNoteMissing, type OverrideReason, OverrideReasonFields } from './override-reason.tsx'
import { OwnRecord } from './own-record.tsx'

interface ItemSum extends ItemName {
  readonly itemId: number
  readonly cells: number
  readonly before: number
  readonly after: number
}

/** What is about to be saved, by item, before and after, and the one reason that goes with all of it. */
export function GridSave(props: {
  drafts: Drafts
  isBusy: boolean
  onSave: (reason: OverrideReason, note: string) => void
  /** Takes these drafts out of what is saved. */
  onLeaveOut: (changes: readonly CellChange[]) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const name = useName()
  const [reason, setReason] = useState<OverrideReason | null>(null)
  const [note, setNote] = useState('')
  const drafts = allDrafts(props.drafts)
  const items = sumsByItem(props.drafts)
  const small = drafts.filter(
    ({ draft: { quantity, model } }) => quantity !== null && isSmallChange(quantity, model),
  )
  const below = drafts.filter(({ draft }) => draft.quantity !== null && draft.quantity < draft.onBook)
  const isReady = reason !== null && !isNoteMissing(reason, note) && drafts.length <= MOST_CELLS
  const total = (of: (item: ItemSum) => number) => items.reduce((sum, item) => sum + of(item), 0)
  return (
    <FormDialog
      title={t('grid.summaryTitle')}
      action={t('ui.save')}
      size="lg"
      isReady={isReady && drafts.length > 0}
      isBusy={props.isBusy}
      onSend={() => reason !== null && props.onSave(reason, note.trim())}
      onClose={props.onClose}
    >
      <Text size="sm">{t('grid.summaryText', { count: drafts.length, items: items.length })}</Text>
      <DataTable
        label={t('grid.summaryTitle')}
        rows={items}
        rowKey={(item) => item.itemId}
        maxHeight="38vh"
        columns={[
          {
            id: 'item',
            header: t('planning.item'),
            width: 260,
            cell: (item) => <NameWithCode name={name(item)} code={item.code} />,
          },
          {
            id: 'cells',
            header: t('grid.cells'),
            align: 'end',
            cell: (item) => <Measure of="bucket-count" value={item.cells} />,
          },
          {
            id: 'before',
            header: t('grid.before'),
            align: 'end',
            cell: (item) => <Measure of="forecast" value={item.before} />,
          },
          {
            id: 'after',
            header: t('grid.after'),
            align: 'end',
            cell: (item) => <Measure of="forecast" value={item.after} />,
          },
          {
            id: 'difference',
            header: t('grid.difference'),
            align: 'end',
            cell: (item) => <Measure of="forecast-error" value={item.after - item.before} signed />,
          },
        ]}
        totalRow={
          <tr className="total">
            <td>{t('ui.total')}</td>
            <td className="end">
              <Measure of="bucket-count" value={drafts.length} />
            </td>
            <td className="end">
              <Measure of="forecast" value={total(({ before }) => before)} />
            </td>
            <td className="end">
              <Measure of="forecast" value={total(({ after }) => after)} />
            </td>
            <td className="end">
              <Measure of="forecast-error" value={total(({ before, after }) => after - before)} signed />
            </td>
          </tr>
        }
      />
      {small.length > 0 ? (
        <Alert color="orange">
          <Text size="sm">{t('grid.smallCells', { count: small.length })}</Text>
          <OwnRecord />
          <Button
            mt={6}
            size="compact-xs"
            variant="default"
            onClick={() => props.onLeaveOut(small.map((change) => ({ ...change, draft: undefined })))}
          >
            {t('grid.leaveSmall')}
          </Button>
        </Alert>
      ) : null}
      {below.length > 0 ? (
        <Text size="sm" style={{ color: 'var(--warn)' }}>
          {t('grid.belowBookCells', { count: below.length })}
        </Text>
      ) : null}
      {drafts.length > MOST_CELLS ? (
        <Text size="sm" role="alert" style={{ color: 'var(--bad)' }}>
          {t('grid.tooMany', { most: MOST_CELLS })}
        </Text>
      ) : null}
      <Group gap="sm" align="flex-start">
        <OverrideReasonFields reason={reason} note={note} onReason={setReason} onNote={setNote} />
      </Group>
    </FormDialog>
  )
}

function sumsByItem(drafts: Drafts): ItemSum[] {
  return [...drafts.cells].map(([itemId, weeks]) => {
    const named = drafts.names.get(itemId) ?? { code: String(itemId), nameZh: '', nameEn: '' }
    const changes = [...weeks.values()]
    return {
      ...named,
      itemId,
      cells: changes.length,
      before: changes.reduce((sum, { was }) => sum + was, 0),
      after: changes.reduce((sum, { quantity, model }) => sum + (quantity ?? Math.round(model)), 0),
    }
  })
}
