import { Checkbox, NumberInput, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName, Week, weekRange } from '#web/measure/words.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { IconLock } from '#web/ui/icon.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { FIRST_WEEK_COLUMN, TOTAL_COLUMN } from './grid-cells.ts'
import type { CellChange, Drafts } from './grid-drafts.ts'
import { MOST_CELLS } from './grid-paste.ts'
import { previewSpread, type SpreadTarget, spreadChanges } from './grid-spread.ts'

const LARGEST_TOTAL = 1e12

/** A total that was edited: how it is spread over its cells, seen before it is taken. */
export function GridSpreadDialog(props: {
  target: SpreadTarget
  weeks: readonly string[]
  drafts: Drafts
  onApply: (changes: readonly CellChange[]) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { weeks, drafts } = props
  const { line, column } = props.target
  const [total, setTotal] = useState(props.target.total)
  const [keepsChanged, setKeepsChanged] = useState(true)
  const { answer, rows } = useMemo(
    () => previewSpread({ line, column, total }, weeks, drafts, keepsChanged),
    [line, column, total, weeks, drafts, keepsChanged],
  )
  const changes = spreadChanges(rows)
  const before = rows.reduce((sum, { cell }) => sum + cell.units, 0)
  const lineName =
    line.kind === 'item'
      ? name(line.item)
      : line.category === null
        ? t('grid.allShown')
        : line.category === 'none'
          ? t('grid.noCategory')
          : name(line.category)
  return (
    <FormDialog
      title={t('grid.spreadTitle')}
      action={t('grid.spreadApply', { count: changes.length })}
      size="xl"
      isReady={answer.kind === 'spread' && changes.length > 0 && changes.length <= MOST_CELLS}
      isBusy={false}
      onSend={() => props.onApply(changes)}
      onClose={props.onClose}
    >
      <Text size="sm">
        {t('grid.spreadText', {
          line: lineName,
          weeks:
            column === TOTAL_COLUMN
              ? t('grid.spreadWeeks', { count: weeks.length })
              : weekRange(weeks[column - FIRST_WEEK_COLUMN]!),
          before: words.text('forecast', before),
          after: words.text('forecast', total),
        })}
      </Text>
      <NumberInput
        label={t('grid.spreadTotal')}
        w={180}
        min={0}
        max={LARGEST_TOTAL}
        allowDecimal={false}
        allowNegative={false}
        value={total}
        onChange={(value) => typeof value === 'number' && value <= LARGEST_TOTAL && setTotal(value)}
      />
      <Checkbox
        label={t('grid.spreadKeep')}
        checked={keepsChanged}
        onChange={(event) => setKeepsChanged(event.currentTarget.checked)}
      />
      {answer.kind === 'spread' ? null : (
        <Text size="sm" role="alert" style={{ color: 'var(--bad)' }}>
          {answer.kind === 'below-least'
            ? t('grid.spreadBelow', { least: words.text('forecast', answer.least) })
            : t('grid.spreadAllHeld', { held: words.text('forecast', answer.held) })}
        </Text>
      )}
      {changes.length > MOST_CELLS ? (
        <Text size="sm" role="alert" style={{ color: 'var(--bad)' }}>
          {t('grid.tooMany', { most: MOST_CELLS })}
        </Text>
      ) : null}
      <DataTable
        label={t('grid.spreadTitle')}
        rows={rows}
        rowKey={({ item, week }) => `${item.itemId}/${week}`}
        maxHeight="38vh"
        columns={[
          {
            id: 'item',
            header: t('planning.item'),
            width: 320,
            cell: ({ item }) => <NameWithCode name={name(item)} code={item.code} />,
          },
          { id: 'week', header: t('ui.week'), cell: ({ week }) => <Week of={week} /> },
          {
            id: 'model',
            header: t('grid.model'),
            align: 'end',
            cell: ({ cell }) => <Measure of="forecast" value={Math.round(cell.model)} />,
          },
          {
            id: 'before',
            header: t('grid.before'),
            align: 'end',
            cell: ({ cell }) => <Measure of="forecast" value={cell.units} />,
          },
          {
            id: 'after',
            header: t('grid.after'),
            align: 'end',
            cell: ({ after }) => <Measure of="forecast" value={after} />,
          },
          {
            id: 'held',
            header: '',
            cell: ({ isHeld }) =>
              isHeld ? (
                <>
                  <IconLock size={12} /> {t('grid.held')}
                </>
              ) : null,
          },
        ]}
        totalRow={
          <tr className="total">
            <td>{t('grid.spreadSum')}</td>
            <td />
            <td className="end">
              <Measure
                of="forecast"
                value={rows.reduce((sum, { cell }) => sum + Math.round(cell.model), 0)}
              />
            </td>
            <td className="end">
              <Measure of="forecast" value={before} />
            </td>
            <td className="end">
              <Measure
                of="forecast"
                value={
                  answer.kind === 'spread' ? rows.reduce((sum, { after }) => sum + (after ?? 0), 0) : null
                }
              />
            </td>
            <td />
          </tr>
        }
      />
    </FormDialog>
  )
}
