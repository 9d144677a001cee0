import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { IconLock } from '#web/ui/icon.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import {
  type CellReading,
  FIRST_WEEK_COLUMN,
  type GridLine,
  NAME_COLUMN,
  TOTAL_COLUMN,
} from './grid-cells.ts'

/** One line of the grid; drawn again only when something in it changed. */
export const GridRow = memo(function GridRow(props: {
  line: GridLine
  row: number
  top: number
  /** By week; null for a group, whose sums are `units`. */
  cells: readonly CellReading[] | null
  units: readonly number[]
  held: ReadonlySet<string> | undefined
  weeks: readonly string[]
  /** Column that the keyboard enters at. */
  tabColumn: number | null
  selectedFrom: number | null
  selectedTo: number | null
  /** Column under edit and what edits it. */
  editColumn: number | null
  editor: ReactNode
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { line, row, cells, units } = props
  const common = (column: number) => ({
    'aria-colindex': column + 1,
    'aria-selected':
      props.selectedFrom !== null && column >= props.selectedFrom && column <= (props.selectedTo ?? 0),
    'data-at': `${row}:${column}`,
    tabIndex: props.tabColumn === column ? 0 : -1,
  })
  const total = units.reduce((sum, each) => sum + each, 0)
  return (
    <tr
      aria-rowindex={row + 2}
      className={`grid-row${line.kind === 'group' ? ' group' : ''}`}
      style={{ top: props.top }}
    >
      <th scope="row" className="grid-cell grid-name" {...common(NAME_COLUMN)}>
        {line.kind === 'item' ? (
          <NameWithCode
            name={
              <Link
                className="plain-link"
                to="/demand/$item"
                params={{ item: String(line.item.itemId) }}
                tabIndex={-1}
              >
                {name(line.item)}
              </Link>
            }
            code={line.item.code}
          />
        ) : (
          <span className="clip">
            {line.category === null
              ? t('grid.allShown')
              : line.category === 'none'
                ? t('grid.noCategory')
                : name(line.category)}{' '}
            <span className="soft">{t('grid.itemCount', { count: line.items.length })}</span>
          </span>
        )}
      </th>
      <td className="grid-cell total" {...common(TOTAL_COLUMN)}>
        {props.editColumn === TOTAL_COLUMN ? props.editor : words.text('forecast', total)}
      </td>
      {units.map((each, step) => {
        const column = step + FIRST_WEEK_COLUMN
        const cell = cells?.[step]
        const isHeld = props.held?.has(props.weeks[step]!) ?? false
        const isChanged =
          cell !== undefined && (cell.draft !== undefined || (cell.standing?.quantity ?? null) !== null)
        return (
          <td
            key={column}
            className={`grid-cell${cell?.draft ? ' draft' : ''}${isChanged && !cell?.draft ? ' overridden' : ''}`}
            {...common(column)}
          >
            {props.editColumn === column ? (
              props.editor
            ) : (
              <>
                <span className="grid-units">
                  {isHeld ? (
                    <>
                      <IconLock size={12} />
                      <VisuallyHidden>{t('grid.held')}</VisuallyHidden>
                    </>
                  ) : null}
                  {cell?.draft ? <VisuallyHidden>{t('grid.draft')}</VisuallyHidden> : null}
                  {words.text('forecast', each)}
                </span>
                {isChanged && cell ? (
                  <span className="grid-model">
                    {t('grid.modelSays', { units: words.text('forecast', cell.model) })}
                  </span>
                ) : null}
              </>
            )}
          </td>
        )
      })}
    </tr>
  )
})
