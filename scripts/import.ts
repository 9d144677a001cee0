import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { cancelImport } from '#api/ingest/cancel-import'
import { checkImport } from '#api/ingest/check-import'
import { commitImport, rejectImport } from '#api/ingest/commit-import'
import { customerKey } from '#api/ingest/customer-key'
import { failedRows } from '#api/ingest/failed-rows'
import { UnreadableFile } from '#api/ingest/import-fault'
import { IMPORT_KINDS, type ImportKind, importFields } from '#api/ingest/import-field'
import type { Progress } from '#api/ingest/import-progress'
import { parseMapping } from '#api/ingest/mapping'
import type { ImportSummary } from '#api/ingest/schema'
import { startImport } from '#api/ingest/start-import'
import { undoImport } from '#api/ingest/undo-import'
import { type Language, writeTemplate } from '#api/ingest/write-template'
import { csvText } from '#api/reports/file/csv'
import { xlsxBytes } from '#api/reports/file/xlsx'
import { importFaultLine, importFaultText, moreImportFaults } from '#api/wording/import-fault'
import type { Headwater } from '#db/client'
import { saveMapping } from '#db/ingest'
import { faultAt, InputFault, runCommand } from './command-line.ts'
import { dataFolder, openConfigured } from './open-database.ts'

const help = `
Imports a CSV or XLSX file: checks every row first, then takes all of them or none.

  npm run --silent import -- --kind KIND --file FILE [options]
  npm run --silent import -- --kind KIND --template --out FILE.xlsx [--language zh]
  npm run --silent import -- --undo ID

--kind KIND          ${IMPORT_KINDS.join(', ')}
--file FILE          .csv (UTF-8 or GB18030; , ; tab or | between cells), .xlsx, or .csv.gz; - for standard input
--mapping FILE       JSON: how the columns of a foreign file become fields; without it the headings of the template
                     (English or Chinese) are expected
--saved-mapping NAME use a mapping saved earlier
--save-mapping NAME  save the given mapping for the next file
--source NAME        whose order numbers the file uses (default: the mapping's source, else the kind)
--sheet NAME         sheet of an XLSX file (default: the first visible one)
--create-missing L   create unknown masters instead of refusing them: items, owners, locations (comma-separated)
--dry-run            check only; nothing is written
--accept-valid       take the rows without a fault and leave out the others
--faults-out FILE    write the rows with a fault, with line and reason, as .csv or .xlsx
--as-of DATE         the day the import takes for today (default: today); later sales are refused
--language en|zh     language of messages and templates (default en)
--template           write an empty template of the kind to --out (.csv or .xlsx) or standard output (CSV)
--out FILE           where the template goes
--undo ID            reverse a committed import; its rows can then be imported again

A mapping is one JSON object:
  { "kind": "pre-orders", "source": "shop A", "emptyValues": ["NULL"], "createMissing": ["items"],
    "filters": [{ "column": "Code", "matches": "^[0-9]{5}" }],
    "fields": {
      "item": "Code",                                                a column
      "quantity": { "constant": "1" },                               the same for every row
      "shop_owner": { "firstOf": ["Agent", "Country"] },             the first that is not empty
      "order_line": { "join": ["Order", "Line"], "separator": "-" }, several columns in one
      "need_from": { "year": "Y", "month": "Month name", "day": "D" },  a date from its parts
      "placed_at": { "column": "Arrival", "format": "DD/MM/YYYY", "minusDays": "Lead time" },
      "cancelled_at": { "column": "Status date", "when": { "column": "Status", "equals": "Cancelled" } },
      "rung": { "column": "Paid", "values": { "Y": "paid" }, "otherwise": "deposit" } } }
  A "format" of "day-number" reads the day numbers of a spreadsheet: 46027 is 2026-01-05.
  Each date that is filled makes an entry: placed, settled, cancelled, fulfilled. Rows without order_line are told
  apart by their content and how often it occurs. Further keys: "encoding", "delimiter", "sheet", "headerLine",
  "negativeQuantity": "return" (owner-sales). Conditions: equals, oneOf, notOneOf, matches, notMatches, isEmpty.
  Fields of each kind, * required (for pre-orders also item, quantity, placed_at and need_from or campaign, unless
  each row tells one event and event_at of an order_line):
${fieldList()}

Progress and faults go to standard error, a summary as JSON to standard output.
Exit code: 0 imported (or nothing new), 2 refused with the first faults, 1 failed.
`

function fieldList(): string {
  return IMPORT_KINDS.map((kind) => {
    const fields = Object.entries(importFields(kind)).map(([name, field]) =>
      field.isRequired ? `${name}*` : name,
    )
    return `  ${kind}: ${fields.join(', ')}`
  }).join('\n')
}

const options = {
  kind: { type: 'string' },
  file: { type: 'string' },
  mapping: { type: 'string' },
  'saved-mapping': { type: 'string' },
  'save-mapping': { type: 'string' },
  source: { type: 'string' },
  sheet: { type: 'string' },
  'create-missing': { type: 'string' },
  'dry-run': { type: 'boolean' },
  'accept-valid': { type: 'boolean' },
  'faults-out': { type: 'string' },
  'as-of': { type: 'string' },
  language: { type: 'string' },
  template: { type: 'boolean' },
  out: { type: 'string' },
  undo: { type: 'string' },
} as const

const USER = 'command line'

await runCommand(help, options, async (values) => {
  const language = chosen(values.language ?? 'en', ['en', 'zh'], '--language') as Language
  if (values.undo !== undefined) return undo(values.undo)
  const kind = chosen(values.kind, IMPORT_KINDS, '--kind') as ImportKind
  if (values.template) return template(kind, language, values.out)
  if (values.file === undefined)
    throw new InputFault('--file is missing; name the file to import, or - for standard input')
  const now = values['as-of'] === undefined ? new Date() : clock(values['as-of'])
  const mapping = readMapping(values.mapping, kind, values.sheet, language)
  const createMissing = (values['create-missing'] ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => chosen(part, ['items', 'owners', 'locations'], '--create-missing') as 'items')
  const spooled = values.file === '-' ? await spool() : undefined
  const headwater = await openConfigured()
  try {
    if (mapping !== undefined && values['save-mapping'] !== undefined)
      await keepMapping(headwater, values['save-mapping'], kind, mapping)
    const isDryRun = values['dry-run'] === true
    const importId = await startImport(headwater, USER, {
      kind,
      file: spooled ?? values.file,
      fileName: spooled ? 'standard input' : path.basename(values.file),
      ...(mapping === undefined ? {} : { mapping }),
      ...(values['saved-mapping'] === undefined ? {} : { savedMapping: values['saved-mapping'] }),
      ...(values.source === undefined ? {} : { source: values.source }),
      isDryRun,
      createMissing,
      now,
    })
    const stop = () => void cancelImport(headwater, USER, importId)
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    const summary = await run(headwater, importId, isDryRun, values['accept-valid'] === true)
    if (values['faults-out'] !== undefined && summary.faults > 0)
      await writeFailedRows(headwater, summary, values['faults-out'], language)
    report(summary, values.file, language, values['accept-valid'] === true)
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw new InputFault(importFaultText(error.fault.fault, error.fault.parameters, language))
    throw error
  } finally {
    await headwater.close()
    if (spooled !== undefined) rmSync(path.dirname(spooled), { recursive: true, force: true })
  }
})

async function run(headwater: Headwater, importId: number, isDryRun: boolean, acceptsValid: boolean) {
  const onProgress = progressLine()
  const checked = await checkImport(headwater, USER, importId, {
    customerKey: customerKey(dataFolder()),
    compares: isDryRun,
    onProgress,
  })
  if (checked.state !== 'checked') return checked
  if (isDryRun || (checked.faults > 0 && !acceptsValid)) {
    const { state, finishedAt } = await rejectImport(headwater, USER, importId)
    return { ...checked, state, finishedAt }
  }
  return commitImport(headwater, USER, importId, { acceptsValid, onProgress })
}

function report(summary: ImportSummary, file: string, language: Language, acceptsValid: boolean) {
  for (const fault of summary.firstFaults) {
    const fix = importFaultText(fault.fault, fault.parameters, language)
    process.stderr.write(`${importFaultLine({ ...fault, file }, fix, language)}\n`)
  }
  if (summary.faults > summary.firstFaults.length)
    process.stderr.write(`${moreImportFaults(summary.faults - summary.firstFaults.length, language)}\n`)
  process.stdout.write(`${JSON.stringify(summary)}\n`)
  const isTaken = summary.state === 'committed' && acceptsValid
  if (summary.state === 'cancelled' || (summary.faults > 0 && !isTaken)) process.exitCode = 2
}

function chosen(value: string | undefined, choices: readonly string[], option: string): string {
  if (value !== undefined && choices.includes(value)) return value
  throw new InputFault(
    `${option} ${value === undefined ? 'is missing' : `cannot be ${JSON.stringify(value)}`}; use one of: ${choices.join(', ')}`,
  )
}

function clock(date: string): Date {
  const now = new Date(`${date}T12:00:00Z`)
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(now.getTime()) && now.toISOString().startsWith(date))
    return now
  throw new InputFault(`--as-of cannot be ${JSON.stringify(date)}; write a date such as 2026-01-31`)
}

function readMapping(
  file: string | undefined,
  kind: ImportKind,
  sheet: string | undefined,
  language: Language,
) {
  if (file === undefined) {
    if (sheet !== undefined)
      throw new InputFault('--sheet needs --mapping; the template is read from the first visible sheet')
    return undefined
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw faultAt({ file, fix: `is not readable JSON (${(error as Error).message})` })
  }
  try {
    const mapping = parseMapping(parsed, kind)
    return sheet === undefined ? mapping : { ...mapping, sheet }
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw faultAt({ file, fix: importFaultText(error.fault.fault, error.fault.parameters, language) })
    throw error
  }
}

async function keepMapping(headwater: Headwater, name: string, kind: ImportKind, mapping: unknown) {
  await headwater.asCaller({ role: 'system', userId: USER }, (db) =>
    saveMapping(db, { name, kind, mapping, createdBy: USER }),
  )
}

/** Archives are read by their directory at the end, so standard input is kept in a file first. */
async function spool(): Promise<string> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'headwater-import-')), 'input')
  await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }))
  return file
}

function progressLine(): (progress: Progress) => void {
  let last = ''
  return ({ stage, done, total }) => {
    const line = `${stage} ${total > 0 ? Math.floor((100 * done) / total) : 0} %`
    if (line !== last) process.stderr.write(`${line}\n`)
    last = line
  }
}

async function writeFailedRows(
  headwater: Headwater,
  summary: ImportSummary,
  out: string,
  language: Language,
) {
  const table = await failedRows(headwater, USER, summary.importId, language)
  const pieces = out.endsWith('.xlsx') ? xlsxBytes([table]) : csvText(table)
  await pipeline(Readable.from(pieces), createWriteStream(out))
}

async function template(kind: ImportKind, language: Language, out: string | undefined) {
  const pieces = writeTemplate(kind, language, out?.endsWith('.xlsx') ? 'xlsx' : 'csv')
  if (out === undefined) for await (const piece of pieces) process.stdout.write(piece)
  else await pipeline(Readable.from(pieces), createWriteStream(out))
}

async function undo(id: string) {
  const importId = Number(id)
  if (!Number.isSafeInteger(importId) || importId <= 0)
    throw new InputFault(`--undo cannot be ${JSON.stringify(id)}; give the number of an import`)
  const headwater = await openConfigured()
  try {
    const result = await undoImport(headwater, USER, importId)
    if (!result.undone) {
      const reasons = {
        'not-found': 'there is no such import',
        'not-committed': 'it was not committed, was undone already, or is itself an undo',
        'later-imports': `later imports changed the same orders; undo first: ${result.imports.join(', ')}`,
        'master-data': 'this kind of file is written over in place; import a corrected file instead',
      }
      throw new InputFault(`import ${importId} cannot be undone: ${reasons[result.reason]}`)
    }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } finally {
    await headwater.close()
  }
}
