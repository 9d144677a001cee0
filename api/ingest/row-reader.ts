import { FILE_HEADERS } from '#api/wording/file-header'
import { type BoundRule, bindCondition, bindRule, type Cells, type FileColumns } from './column-rule.ts'
import { type FieldValue, fieldReader } from './field-reader.ts'
import { type ImportFault, UnreadableFile } from './import-fault.ts'
import { type ImportKind, importFields } from './import-field.ts'
import type { Mapping, ValueRule } from './mapping.ts'
import { readNumber } from './number-text.ts'
import { Rejected } from './rejected.ts'
import type { SourceRow } from './source-table.ts'

/** Values of one row by field; null where the row or the file has none. */
export type RowValues = Record<string, FieldValue>

export interface RowReader {
  readonly ignoredColumns: readonly string[]
  /** heading in the file for a field, for faults found later */
  columnOf(field: string): string | null
  hasField(field: string): boolean
  /** true when the file names the unit of its amounts: they are read as written, to be converted */
  readonly convertsUnits: boolean
  /** The row's values (the object is used again for the next row), 'left-out' by a filter, or null after faults. */
  read(row: SourceRow): RowValues | 'left-out' | null
  /** Faults since the last call. */
  takeFaults(): ImportFault[]
  refuse(line: number, field: string, value: FieldValue, rejected: Rejected): void
}

export interface ReaderOptions {
  readonly kind: ImportKind
  readonly mapping: Mapping | null
  readonly timeZone: string
  /** last day on which something can have happened */
  readonly latest: string
  /** rows of a sheet end with their last filled cell; rows of delimited text must be whole */
  readonly isSheet: boolean
}

interface BoundField {
  readonly name: string
  readonly isRequired: boolean
  readonly rule: BoundRule
  readonly read: (text: string) => string | number | Rejected
}

/** Binds a mapping, or the headings of a template, to the header of one file. */
export function rowReader(header: SourceRow, options: ReaderOptions): RowReader {
  const headings = header.cells.map((cell) => cell.replace(/^\uFEFF/, '').trim())
  const { mapping } = options
  const columns: FileColumns = {
    headerLine: header.line,
    positions: positionsOf(headings, header.line),
    emptyValues: new Set(mapping?.emptyValues ?? []),
    timeZone: options.timeZone,
  }
  const fields = importFields(options.kind)
  const rules = mapping?.fields ?? templateRules(options.kind, headings, header.line)
  const convertsUnits = rules.unit !== undefined && Object.values(fields).some(({ isInUnit }) => isInUnit)
  const bound: BoundField[] = []
  const values: RowValues = {}
  for (const [name, field] of Object.entries(fields)) {
    values[name] = null
    const rule = rules[name]
    if (rule === undefined) {
      if (field.isRequired) throw missingColumns(options.kind, rules, headings, header.line)
      continue
    }
    const read =
      field.isInUnit && convertsUnits
        ? readAmount
        : fieldReader(field, {
            timeZone: options.timeZone,
            latest: options.latest,
            takesNegatives: mapping?.negativeQuantity === 'return',
          })
    bound.push({ name, isRequired: field.isRequired === true, rule: bindRule(rule, columns), read })
  }
  const filters = (mapping?.filters ?? []).map((filter) => bindCondition(filter, columns))
  const used = new Set(bound.flatMap((field) => field.rule.cells))
  const byName = new Map(bound.map((field) => [field.name, field]))
  let faults: ImportFault[] = []
  const refuse = (line: number, column: string | null, value: FieldValue, rejected: Rejected) =>
    faults.push({
      line,
      column,
      value: value === null ? null : String(value).slice(0, 200),
      fault: rejected.fault,
      parameters: rejected.parameters,
    })
  return {
    ignoredColumns: mapping === null ? headings.filter((heading, at) => heading !== '' && !used.has(at)) : [],
    columnOf: (field) => byName.get(field)?.rule.column ?? null,
    hasField: (field) => byName.has(field),
    convertsUnits,
    takeFaults: () => {
      const taken = faults
      faults = []
      return taken
    },
    refuse: (line, field, value, rejected) =>
      refuse(line, byName.get(field)?.rule.column ?? headingLike(headings, field), value, rejected),
    read: (row) => {
      const { cells } = row
      if (cells.length !== headings.length && !hasRightCount(cells, headings.length, options.isSheet)) {
        refuse(
          row.line,
          null,
          null,
          new Rejected('column-count', { found: cells.length, expected: headings.length }),
        )
        return null
      }
      for (const holds of filters) if (!holds(cells)) return 'left-out'
      let isSound = true
      const reject = (field: BoundField, value: string | null, rejected: Rejected) => {
        isSound = false
        refuse(row.line, field.rule.column ?? field.name, value, rejected)
      }
      for (const field of bound) {
        if (row.cellFaults !== undefined) {
          const broken = row.cellFaults.find((each) => field.rule.cells.includes(each.cell))
          if (broken) {
            reject(field, cells[broken.cell] ?? '', new Rejected(broken.fault))
            continue
          }
        }
        const text = field.rule.read(cells)
        if (typeof text !== 'string') {
          reject(field, rawText(field.rule, cells), text)
          continue
        }
        if (text === '') {
          values[field.name] = null
          if (field.isRequired) reject(field, '', new Rejected('value-required'))
          continue
        }
        const value = field.read(text)
        if (value instanceof Rejected) reject(field, text, value)
        else values[field.name] = value
      }
      return isSound ? values : null
    },
  }
}

/** A number whose unit stands in another cell: it is checked once it is in base units. */
function readAmount(text: string): number | Rejected {
  return readNumber(text.replace(/^[¥￥$€£]\s*/, ''))
}

function rawText(rule: BoundRule, cells: Cells): string {
  return rule.cells.map((cell) => cells[cell] ?? '').join(' ')
}

function hasRightCount(cells: Cells, expected: number, isSheet: boolean): boolean {
  if (cells.length < expected) return isSheet
  for (let at = expected; at < cells.length; at++) if (cells[at]?.trim() !== '') return false
  return true
}

/** The heading of a field in the language that the file's own headings are in. */
function headingLike(headings: readonly string[], field: string): string {
  const language = headings.some((heading) => /\p{Script=Han}/u.test(heading)) ? 'zh' : 'en'
  return FILE_HEADERS[field]?.[language] ?? field
}

/** Names every required column that is not there, and those that are. */
function missingColumns(
  kind: ImportKind,
  rules: Readonly<Record<string, unknown>>,
  headings: readonly string[],
  line: number,
): UnreadableFile {
  const missing = Object.entries(importFields(kind)).flatMap(([name, field]) =>
    field.isRequired && rules[name] === undefined ? [name] : [],
  )
  return new UnreadableFile(
    'column-missing',
    { line, column: headingLike(headings, missing[0]!) },
    {
      missing: missing.join(', '),
      headings: JSON.stringify(
        headings.filter((heading) => heading !== '' && heading.length <= 200).slice(0, 200),
      ),
      seen: headings
        .filter((heading) => heading !== '')
        .join(', ')
        .slice(0, 300),
    },
  )
}

function positionsOf(headings: readonly string[], line: number): Map<string, number> {
  const positions = new Map<string, number>()
  for (const [position, heading] of headings.entries()) {
    if (heading === '') continue
    if (positions.has(heading)) throw new UnreadableFile('column-twice', { line, column: heading })
    positions.set(heading, position)
  }
  return positions
}

/** Matches the headings of a template in either language, or field names as they are. */
function templateRules(
  kind: ImportKind,
  headings: readonly string[],
  line: number,
): Record<string, string | ValueRule> {
  const rules: Record<string, string> = {}
  for (const name of Object.keys(importFields(kind))) {
    const words = new Set([name, ...Object.values(FILE_HEADERS[name] ?? {})].map(plain))
    const matching = headings.filter((heading) => words.has(plain(heading)))
    if (matching.length > 1) throw new UnreadableFile('column-twice', { line, column: matching[1]! })
    if (matching.length === 1) rules[name] = matching[0]!
  }
  return rules
}

function plain(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_*]+/g, ' ')
    .trim()
}
