import { type LocalMoment, momentReader, monthNumber, shiftDays } from './date-text.ts'
import { UnreadableFile } from './import-fault.ts'
import type { Condition, ValueRule } from './mapping.ts'
import { readWhole } from './number-text.ts'
import { Rejected } from './rejected.ts'

export type Cells = readonly string[]
type Read = (cells: Cells) => string | Rejected

/** A rule bound to the columns of one file. `column` is the heading that faults are reported under. */
export interface BoundRule {
  readonly column: string | null
  readonly cells: readonly number[]
  readonly read: Read
}

export interface FileColumns {
  readonly headerLine: number
  readonly positions: ReadonlyMap<string, number>
  readonly emptyValues: ReadonlySet<string>
  readonly timeZone: string
}

/** Finds the columns a rule names, once per file; a missing one is refused. */
export function bindRule(given: string | ValueRule, columns: FileColumns): BoundRule {
  const rule: ValueRule = typeof given === 'string' ? { column: given } : given
  const source = bindSource(rule, columns)
  const cells = [...source.cells]
  let read = source.read
  if (rule.values !== undefined || rule.otherwise !== undefined) {
    const values = new Map(Object.entries(rule.values ?? {}))
    const before = read
    read = (row) => {
      const text = before(row)
      return typeof text === 'string'
        ? (values.get(text) ?? (text === '' ? '' : (rule.otherwise ?? text)))
        : text
    }
  }
  if (rule.format !== undefined) read = inFormat(read, momentReader(columns.timeZone, rule.format))
  for (const [days, sign] of [
    [rule.plusDays, 1],
    [rule.minusDays, -1],
  ] as const) {
    if (days === undefined) continue
    const count = typeof days === 'number' ? undefined : bindRule(days, columns)
    if (count) cells.push(...count.cells)
    const shift = typeof days === 'number' ? days : count!.read
    read = shifted(read, shift, sign, momentReader(columns.timeZone, undefined))
  }
  if (rule.when !== undefined) {
    const conditions = (Array.isArray(rule.when) ? rule.when : [rule.when]).map((each) =>
      bindCondition(each, columns),
    )
    const before = read
    read = (row) => (conditions.every((holds) => holds(row)) ? before(row) : '')
  }
  return { column: source.column, cells, read }
}

function bindSource(rule: ValueRule, columns: FileColumns): BoundRule {
  if (rule.column !== undefined) {
    const position = columnPosition(rule.column, columns)
    const { emptyValues } = columns
    return {
      column: rule.column,
      cells: [position],
      read: (cells) => {
        const text = cellText(cells, position)
        return emptyValues.size > 0 && typeof text === 'string' && emptyValues.has(text) ? '' : text
      },
    }
  }
  if (rule.constant !== undefined) {
    const { constant } = rule
    return { column: null, cells: [], read: () => constant }
  }
  if (rule.firstOf !== undefined) {
    const parts = rule.firstOf.map((part) => bindRule(part, columns))
    return combined(parts, (cells) => {
      for (const part of parts) {
        const text = part.read(cells)
        if (text !== '') return text
      }
      return ''
    })
  }
  if (rule.join !== undefined) {
    const parts = rule.join.map((part) => bindRule(part, columns))
    const separator = rule.separator ?? '-'
    return combined(parts, (cells) => {
      const texts: string[] = []
      for (const part of parts) {
        const text = part.read(cells)
        if (typeof text !== 'string') return text
        texts.push(text)
      }
      return texts.every((text) => text === '') ? '' : texts.join(separator)
    })
  }
  const [year, month, day] = [rule.year ?? '', rule.month ?? '', rule.day ?? ''].map((part) =>
    bindRule(part, columns),
  )
  return combined([year!, month!, day!], (cells) => {
    const parts = [year!.read(cells), month!.read(cells), day!.read(cells)]
    const bad = parts.find((part) => typeof part !== 'string')
    if (bad !== undefined) return bad
    if (parts.every((part) => part === '')) return ''
    const number = monthNumber(parts[1] as string)
    return number === 0 ? new Rejected('not-a-date') : `${parts[0]}-${number}-${parts[2]}`
  })
}

function combined(parts: readonly BoundRule[], read: Read): BoundRule {
  return {
    column: parts.find((part) => part.column !== null)?.column ?? null,
    cells: parts.flatMap((part) => part.cells),
    read,
  }
}

function columnPosition(column: string, columns: FileColumns): number {
  const position = columns.positions.get(column)
  if (position === undefined)
    throw new UnreadableFile(
      'mapped-column-missing',
      { line: columns.headerLine, column },
      { seen: [...columns.positions.keys()].join(', ').slice(0, 300) },
    )
  return position
}

/** Text of a cell without blanks around it; `="00123"` is the text 00123, `'=a` the text =a, other formulas are refused. */
function cellText(cells: Cells, position: number): string | Rejected {
  const text = cells[position]
  if (text === undefined) return ''
  const trimmed = text.trim()
  const first = trimmed.charCodeAt(0)
  if (first === 39 && /^'[=+\-@]/.test(trimmed)) return trimmed.slice(1)
  if (first !== 61) return trimmed
  const quoted = /^="([^"]*)"$/.exec(trimmed)
  return quoted ? quoted[1]! : new Rejected('formula-in-cell')
}

function inFormat(read: Read, moment: (text: string) => LocalMoment | Rejected): Read {
  return (cells) => {
    const text = read(cells)
    return typeof text !== 'string' || text === '' ? text : moment(text)
  }
}

function shifted(
  read: Read,
  days: number | Read,
  sign: 1 | -1,
  moment: (text: string) => LocalMoment | Rejected,
): Read {
  return (cells) => {
    const text = read(cells)
    if (typeof text !== 'string' || text === '') return text
    const date = moment(text)
    if (typeof date !== 'string') return date
    const shift = typeof days === 'number' ? days : daysOf(days(cells))
    return typeof shift === 'number' ? shiftDays(date, sign * shift) : shift
  }
}

function daysOf(text: string | Rejected): number | Rejected {
  if (typeof text !== 'string') return text
  return text === '' ? new Rejected('value-required') : readWhole(text, -36_500, 36_500)
}

/** A condition bound to the columns of one file; a cell that cannot be read fulfils none. */
export function bindCondition(condition: Condition, columns: FileColumns): (cells: Cells) => boolean {
  const { read } = bindSource({ column: condition.column }, columns)
  const oneOf = condition.oneOf && new Set(condition.oneOf)
  const notOneOf = condition.notOneOf && new Set(condition.notOneOf)
  const matches = condition.matches === undefined ? undefined : new RegExp(condition.matches, 'u')
  const notMatches = condition.notMatches === undefined ? undefined : new RegExp(condition.notMatches, 'u')
  return (cells) => {
    const text = read(cells)
    if (typeof text !== 'string') return false
    return (
      (condition.equals === undefined || text === condition.equals) &&
      (oneOf === undefined || oneOf.has(text)) &&
      (notOneOf === undefined || !notOneOf.has(text)) &&
      (matches === undefined || matches.test(text)) &&
      (notMatches === undefined || !notMatches.test(text)) &&
      (condition.isEmpty === undefined || condition.isEmpty === (text === ''))
    )
  }
}
