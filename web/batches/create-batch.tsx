import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { QuantityInput } from '#web/measure/quantity-input.tsx'
import { useName } from '#web/measure/words.tsx'
import { LineField, WeekField } from './decision-panel.tsx'
import { DecisionPreview } from './decision-preview.tsx'
import { type Board, freeNumber } from './line-load.ts'
import { useDecisions } from './use-decisions.ts'

/** A batch that the plan does not have: for stock, for a trough week, for what somebody knows. */
export function CreateBatch(props: { board: Board }) {
  const { t } = useTranslation()
  const name = useName()
  const { board } = props
  const [isOpen, setOpen] = useState(false)
  const [itemId, setItemId] = useState<number | null>(null)
  const [lineId, setLineId] = useState<number | null>(null)
  const [week, setWeek] = useState<string | null>(board.weeks[0] ?? null)
  const [quantity, setQuantity] = useState<number | null>(null)
  const decisions = useDecisions(board.run.planningRunId, () => {
    setOpen(false)
    setQuantity(null)
  })
  const item = board.makeable.find((each) => each.itemId === itemId)
  const decision =
    itemId === null || lineId === null || week === null || quantity === null || quantity < 1
      ? null
      : ({ kind: 'create', newNumber: freeNumber(board), itemId, lineId, week, quantity } as const)
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('batches.create')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('batches.create')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('ui.close') }}
        transitionProps={{ duration: 0 }}
      >
        <Stack gap="sm">
          <Select
            label={t('planning.item')}
            searchable
            value={itemId === null ? null : String(itemId)}
            onChange={(value) => {
              const chosen = board.makeable.find((each) => String(each.itemId) === value)
              setItemId(chosen?.itemId ?? null)
              setLineId(chosen?.lineIds[0] ?? null)
              if (chosen && chosen.minimumQuantity > 0) setQuantity(chosen.minimumQuantity)
            }}
            data={board.makeable.map((each) => ({
              value: String(each.itemId),
              label: `${each.code} ${name(each)}`,
            }))}
          />
          <Group gap="sm" align="flex-end">
            <LineField
              board={{
                ...board,
                lines: board.lines.filter((line) => item?.lineIds.includes(line.lineId) ?? true),
              }}
              value={lineId}
              onChange={setLineId}
            />
            <WeekField board={board} value={week} onChange={setWeek} />
            <CountedIn unit={item?.baseUnit ?? 'piece'}>
              <QuantityInput label={t('batches.quantity')} w={130} value={quantity} onChange={setQuantity} />
            </CountedIn>
          </Group>
          <DecisionPreview board={board} decision={decision} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t('ui.cancel')}
            </Button>
            <Button
              loading={decisions.isBusy}
              disabled={decision === null}
              onClick={() => decision && decisions.decide(decision)}
            >
              {t('batches.create')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
