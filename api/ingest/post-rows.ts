import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CallerContext } from '#api/context'
import { Refusal } from '#api/errors'
import { checkImport } from './check-import.ts'
import { commitImport } from './commit-import.ts'
import { customerKey } from './customer-key.ts'
import { type ImportKind, importFields } from './import-field.ts'
import { findImport } from './list-imports.ts'
import type { ImportSummary } from './schema.ts'
import { startImport } from './start-import.ts'

export interface PostedRows {
  readonly kind: ImportKind
  /** Whose order numbers these are; the kind unless given. */
  readonly source?: string | undefined
  /** Fields of the kind by name, as in its template. */
  readonly rows: readonly Readonly<Record<string, string | number | null>>[]
}

/**
 * Posts rows as a file of the same kind would be: checked, then all of them or none. Rows that are known already change
 * nothing, so a post whose answer was lost can be sent again.
 */
export async function postRows(context: CallerContext, posted: PostedRows): Promise<ImportSummary> {
  const { text, firstLines } = rowsAsFile(posted)
  const folder = path.join(context.dataFolder, 'uploads')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, `${randomUUID()}.csv`)
  writeFileSync(file, text, { mode: 0o600 })
  const { userId } = context.user
  const importId = await startImport(context.headwater, userId, {
    kind: posted.kind,
    file,
    fileName: `${posted.rows.length} rows`,
    now: context.now(),
    ...(posted.source === undefined ? {} : { source: posted.source }),
  })
  const checked = await checkImport(context.headwater, userId, importId, {
    customerKey: customerKey(context.dataFolder),
    compares: false,
  })
  if (checked.state === 'checked' && checked.faults === 0)
    return commitImport(context.headwater, userId, importId)
  if (checked.state === 'checked') await commitImport(context.headwater, userId, importId)
  const rejected = (await findImport(context.headwater, context.caller, importId))!
  throw new Refusal('invalid-input', firstFault(rejected, firstLines))
}

function firstFault(rejected: ImportSummary, firstLines: readonly number[]): string {
  const [fault] = rejected.firstFaults
  if (!fault) return `The rows could not be read; see import ${rejected.importId}.`
  const index = firstLines.findLastIndex((line) => line <= fault.line)
  const at = [
    index < 0 ? 'rows' : `rows[${index}]`,
    ...(fault.column === null ? [] : [fault.column]),
    ...(fault.value === null ? [] : [JSON.stringify(fault.value)]),
  ].join(' ')
  return `${at}: ${fault.text.en} Nothing was written; all ${rejected.faults} faults: /api/v1/imports/${rejected.importId}/faults.`
}

/** The rows as CSV, and the line on which each begins. */
function rowsAsFile({ kind, rows }: PostedRows): { text: string; firstLines: number[] } {
  const known = new Set(Object.keys(importFields(kind)))
  const fields = new Set<string>()
  rows.forEach((row, index) => {
    for (const field of Object.keys(row)) {
      if (!known.has(field))
        throw new Refusal(
          'invalid-input',
          `rows[${index}] ${field}: not a field of ${kind}; the fields are ${[...known].join(', ')}.`,
        )
      fields.add(field)
    }
  })
  const columns = [...known].filter((field) => fields.has(field))
  const firstLines: number[] = []
  let text = `${columns.join(',')}\n`
  let line = 2
  for (const row of rows) {
    firstLines.push(line)
    const cells = columns.map((field) => `"${String(row[field] ?? '').replaceAll('"', '""')}"`).join(',')
    text += `${cells}\n`
    line += cells.split(/\r\n|\n|\r/).length
  }
  return { text, firstLines }
}
