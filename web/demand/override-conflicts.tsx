import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Measure } from '#web/measure/measure.tsx'
import { useMoment, useName, Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { ItemName } from './grid-drafts.ts'

export type OverrideConflict = Outputs['demand']['saveOverrides']['conflicts'][number]
export type ConflictChoice = 'mine' | 'theirs'

/** Cells that somebody else changed: both numbers, and which of them stands. */
export function OverrideConflicts(props: {
  conflicts: readonly OverrideConflict[]
  /** Of the items; absent where the page is about one alone. */
  names?: ReadonlyMap<number, ItemName>
  isBusy: boolean
  onDecide: (choices: readonly { conflict: OverrideConflict; choice: ConflictChoice }[]) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const name = useName()
  const moment = useMoment()
  const { conflicts, names } = props
  const [choices, setChoices] = useState<ReadonlyMap<string, ConflictChoice>>(new Map())
  const keyOf = (conflict: OverrideConflict) => `${conflict.itemId}/${conflict.week}`
  const setAll = (choice: ConflictChoice) =>
    setChoices(new Map(conflicts.map((conflict) => [keyOf(conflict), choice])))
  const itemColumn = (of: ReadonlyMap<number, ItemName>): Column<OverrideConflict> => ({
    id: 'item',
    header: t('planning.item'),
    width: 200,
    cell: ({ itemId }) => {
      const named = of.get(itemId)
      return <div className="clip">{named ? name(named) : itemId}</div>
    },
  })
  const units = (quantity: number | null) =>
    quantity === null ? (
      <span className="soft">{t('grid.theModel')}</span>
    ) : (
      <Measure of="forecast" value={quantity} />
    )
  return (
    <FormDialog
      title={t('grid.conflictsTitle')}
      action={t('grid.conflictsSave')}
      size="lg"
      isReady={choices.size === conflicts.length}
      isBusy={props.isBusy}
      onSend={() =>
        props.onDecide(
          conflicts.map((conflict) => ({ conflict, choice: choices.get(keyOf(conflict)) ?? 'theirs' })),
        )
      }
      onClose={props.onClose}
    >
      <Text size="sm">{t('grid.conflictsText')}</Text>
      <Group gap="xs">
        <Button size="compact-xs" variant="default" onClick={() => setAll('mine')}>
          {t('grid.allMine')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => setAll('theirs')}>
          {t('grid.allTheirs')}
        </Button>
      </Group>
      <DataTable
        label={t('grid.conflictsTitle')}
        rows={conflicts}
        rowKey={keyOf}
        maxHeight="45vh"
        columns={[
          ...(names ? [itemColumn(names)] : []),
          { id: 'week', header: t('ui.week'), cell: ({ week }) => <Week of={week} /> },
          {
            id: 'theirs',
            header: t('grid.theirs'),
            align: 'end',
            cell: ({ theirs }) => units(theirs.quantity),
          },
          {
            id: 'who',
            header: t('override.who'),
            wraps: true,
            cell: ({ theirs }) => (
              <>
                {theirs.madeBy} <span className="soft">{moment(theirs.madeAt)}</span>
                <br />
                <span className="soft">
                  {t(`override.reason-${theirs.reason}`)}
                  {theirs.note ? ` · ${theirs.note}` : ''}
                </span>
              </>
            ),
          },
          { id: 'mine', header: t('grid.mine'), align: 'end', cell: ({ mine }) => units(mine) },
          {
            id: 'stands',
            header: t('grid.stands'),
            cell: (conflict) => (
              <SegmentedControl
                size="xs"
                aria-label={`${t('grid.stands')}: ${conflict.week}`}
                value={choices.get(keyOf(conflict)) ?? ''}
                onChange={(choice) =>
                  setChoices(new Map([...choices, [keyOf(conflict), choice as ConflictChoice]]))
                }
                data={[
                  { value: 'theirs', label: t('grid.theirs') },
                  { value: 'mine', label: t('grid.mine') },
                ]}
              />
            ),
          },
        ]}
      />
    </FormDialog>
  )
}
