import { Button, Group, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Panel } from '#web/ui/panel.tsx'
import type { Sort } from '#web/ui/table.tsx'
import {
  draftOf,
  FIRST_WEEK_COLUMN,
  type Grid,
  type GridLine,
  itemsOf,
  readCell,
  TOTAL_COLUMN,
} from './grid-cells.ts'
import { type CellChange, draftAt, type ItemName, isHeld } from './grid-drafts.ts'
import { blockOf, MOST_CELLS, type PasteFault, pasteBlock } from './grid-paste.ts'
import { GridPasteFaults } from './grid-paste-faults.tsx'
import { GridPlace } from './grid-place.tsx'
import { GridSave } from './grid-save.tsx'
import type { SpreadTarget } from './grid-spread.ts'
import { GridSpreadDialog } from './grid-spread-dialog.tsx'
import { type GridCell, GridTable } from './grid-table.tsx'
import { OverrideConflicts } from './override-conflicts.tsx'
import { useGridDrafts } from './use-grid-drafts.ts'
import { type Selection, useGridPosition } from './use-grid-position.ts'
import { useGridSaving } from './use-grid-saving.ts'

/** The grid with its drafts: editing, paste, undo, spreading, saving. */
export function GridPanel(props: {
  grid: Grid
  lines: readonly GridLine[]
  weeks: readonly string[]
  sort: Sort
  onSort: (sort: Sort) => void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const session = useSession()
  const isEditable = session.role === 'planner'
  const { grid, lines, weeks } = props
  const scroll = useRef<HTMLDivElement>(null)
  const position = useGridPosition(lines, weeks.length + FIRST_WEEK_COLUMN, scroll)
  const store = useGridDrafts(session.user.email)
  const { drafts } = store
  const [said, setSaid] = useState<string | null>(null)
  const [faults, setFaults] = useState<readonly PasteFault[]>([])
  const [spread, setSpread] = useState<SpreadTarget | null>(null)
  const [isSaving, setSaving] = useState(false)
  const saving = useGridSaving(store, () => setSaving(false))
  const names = useMemo(
    () =>
      new Map<number, ItemName>(
        grid.rows.map(({ itemId, code, nameZh, nameEn }) => [itemId, { code, nameZh, nameEn }]),
      ),
    [grid],
  )
  const change = (changes: readonly CellChange[]) =>
    store.change(
      changes,
      new Map(changes.flatMap(({ itemId }) => (names.has(itemId) ? [[itemId, names.get(itemId)!]] : []))),
    )
  const cellsOf = ({ top, bottom, left, right }: Selection) =>
    lines
      .slice(top, bottom + 1)
      .flatMap((line) =>
        line.kind === 'group'
          ? []
          : weeks.flatMap((week, step) =>
              step + FIRST_WEEK_COLUMN < left || step + FIRST_WEEK_COLUMN > right
                ? []
                : [{ item: line.item, itemId: line.item.itemId, week, step }],
            ),
      )
  const onType = ({ line, column }: GridCell, quantity: number) => {
    setSaid(null)
    const step = column - FIRST_WEEK_COLUMN
    if (line.kind === 'group' || column === TOTAL_COLUMN) {
      const steps = column === TOTAL_COLUMN ? weeks.map((_, each) => each) : [step]
      const now = itemsOf(line).reduce(
        (sum, item) =>
          steps.reduce(
            (units, each) =>
              units + readCell(item, weeks[each]!, each, draftAt(drafts, item.itemId, weeks[each]!)).units,
            sum,
          ),
        0,
      )
      return now === quantity ? undefined : setSpread({ line, column, total: quantity })
    }
    const { item } = line
    const week = weeks[step]!
    const before = draftAt(drafts, item.itemId, week)
    const draft = draftOf(readCell(item, week, step, before), quantity)
    if (draft?.quantity !== before?.quantity || (draft === undefined) !== (before === undefined))
      change([{ itemId: item.itemId, week, draft }])
  }
  const onReset = (selection: Selection) =>
    change(
      cellsOf(selection).flatMap(({ item, itemId, week, step }) => {
        const cell = readCell(item, week, step, draftAt(drafts, itemId, week))
        const draft = draftOf(cell, null)
        return draft === undefined && cell.draft === undefined ? [] : [{ itemId, week, draft }]
      }),
    )
  const onHold = (selection: Selection) => {
    const cells = cellsOf(selection)
    store.hold(cells, !cells.every(({ itemId, week }) => isHeld(drafts, itemId, week)))
  }
  const onPaste = (selection: Selection, text: string) => {
    const { top, bottom, left, right } = selection
    const answer = pasteBlock(
      blockOf(text),
      { lines, weeks, top, left, height: bottom - top + 1, width: right - left + 1 },
      drafts,
    )
    if (answer.kind === 'faults') return setFaults(answer.faults)
    if (answer.kind === 'too-many')
      return setSaid(t('grid.pasteTooMany', { count: answer.cells, most: MOST_CELLS }))
    change(answer.changes)
    setSaid(t('grid.pasted', { count: answer.read }))
  }
  const count = [...drafts.cells.values()].reduce((sum, cells) => sum + cells.size, 0)
  const deeds = {
    onType,
    onReset,
    onHold,
    onPaste,
    onUndo: store.undo,
    onRedo: store.redo,
    onOpen: (line: GridLine) => {
      if (line.kind === 'item')
        void navigate({ to: '/demand/$item', params: { item: String(line.item.itemId) } })
    },
  }
  const line = position.row < 0 ? undefined : lines[position.row]
  return (
    <Panel
      title={t('demand.items')}
      note={
        grid.rows.length < grid.total
          ? t('ui.rowsOfTotal', { shown: grid.rows.length, total: grid.total })
          : t('ui.rows', { count: grid.total })
      }
      actions={
        isEditable ? (
          <GridTools
            canUndo={drafts.undo.length > 0}
            canRedo={drafts.redo.length > 0}
            count={count}
            onUndo={store.undo}
            onRedo={store.redo}
            onHold={() => onHold(position.selection)}
            onReset={() => onReset(position.selection)}
            onDiscard={() => {
              store.clear()
              setSaid(t('grid.discarded'))
            }}
            onSave={() => setSaving(true)}
          />
        ) : undefined
      }
      flush
      foot={
        <details>
          <summary>{t('grid.keys')}</summary>
          {t('grid.keysText')}
        </details>
      }
    >
      <div className="grid-place">
        <GridPlace line={line} column={position.column} weeks={weeks} drafts={drafts} />
        <Text size="sm" role="status" style={{ color: 'var(--warn)' }}>
          {said}
        </Text>
      </div>
      <GridTable
        lines={lines}
        weeks={weeks}
        drafts={drafts}
        isEditable={isEditable}
        sort={props.sort}
        onSort={props.onSort}
        deeds={deeds}
        scroll={scroll}
        position={position}
        onSay={setSaid}
      />
      {faults.length > 0 ? (
        <GridPasteFaults
          faults={faults}
          onClose={() => {
            setFaults([])
            position.focus()
          }}
        />
      ) : null}
      {spread ? (
        <GridSpreadDialog
          target={spread}
          weeks={weeks}
          drafts={drafts}
          onApply={(changes) => {
            change(changes)
            setSpread(null)
            position.focus()
          }}
          onClose={() => {
            setSpread(null)
            position.focus()
          }}
        />
      ) : null}
      {saving.conflicts.length > 0 ? (
        <OverrideConflicts
          conflicts={saving.conflicts}
          names={drafts.names}
          isBusy={saving.isBusy}
          onDecide={saving.decide}
          onClose={saving.putOff}
        />
      ) : isSaving ? (
        <GridSave
          drafts={drafts}
          isBusy={saving.isBusy}
          onSave={saving.save}
          onLeaveOut={change}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </Panel>
  )
}

function GridTools(props: {
  canUndo: boolean
  canRedo: boolean
  count: number
  onUndo: () => void
  onRedo: () => void
  onHold: () => void
  onReset: () => void
  onDiscard: () => void
  onSave: () => void
}) {
  const { t } = useTranslation()
  return (
    <Group gap="xs">
      <Button variant="default" disabled={!props.canUndo} onClick={props.onUndo}>
        {t('grid.undo')}
      </Button>
      <Button variant="default" disabled={!props.canRedo} onClick={props.onRedo}>
        {t('grid.redo')}
      </Button>
      <Button variant="default" onClick={props.onHold}>
        {t('grid.hold')}
      </Button>
      <Button variant="default" onClick={props.onReset}>
        {t('grid.reset')}
      </Button>
      <Button variant="default" disabled={props.count === 0} onClick={props.onDiscard}>
        {t('grid.discard')}
      </Button>
      <Button disabled={props.count === 0} onClick={props.onSave}>
        {props.count === 0 ? t('grid.saveNone') : t('grid.save', { count: props.count })}
      </Button>
    </Group>
  )
}
