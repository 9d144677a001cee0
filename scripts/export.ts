import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CallerContext } from '#api/context'
import { DEMAND_GROUPS } from '#api/demand/read-groups'
import { Refusal } from '#api/errors'
import { csvText } from '#api/reports/file/csv'
import { writeParquet } from '#api/reports/file/parquet'
import { xlsxBytes } from '#api/reports/file/xlsx'
import type { Report } from '#api/reports/report'
import { REPORT_NAMES, ReportFilter, type ReportName } from '#api/reports/report-filter'
import { aboutTable, withReport } from '#api/reports/write-report'
import { LOCALES, type Locale } from '#api/wording/locale'
import type { Headwater } from '#db/client'
import { faultAt, InputFault, runCommand } from './command-line.ts'
import { openConfigured } from './open-database.ts'

const FORMATS = ['csv', 'xlsx', 'parquet'] as const
type Format = (typeof FORMATS)[number]

const help = `
Writes a report of a planning run: the same rows as the screen and the download.

  npm run --silent export -- --report NAME [options]

--report NAME        ${REPORT_NAMES.join(', ')} (plan is short for order-plan)
--format FORMAT      ${FORMATS.join(', ')} (default csv)
--run ID             a finished run (default: the newest)
--supplier ID        one supplier; publication and materials: its newest version
--publication ID     publication: this version
--weeks N            forecast: the first N weeks
--group KIND         demand-groups: ${DEMAND_GROUPS.join(', ')} (default ${DEMAND_GROUPS[0]})
--language LANGUAGE  ${LOCALES.join(' or ')} (default en)
--out FILE           write here instead of standard output; needed for parquet
--help               this text

DATABASE_URL and HEADWATER_DATA choose the database; a running server may go on.
`

const options = {
  report: { type: 'string' },
  format: { type: 'string', default: 'csv' },
  run: { type: 'string' },
  supplier: { type: 'string' },
  publication: { type: 'string' },
  weeks: { type: 'string' },
  group: { type: 'string' },
  language: { type: 'string', default: 'en' },
  out: { type: 'string' },
} as const

function oneOf<T extends string>(name: string, value: string | undefined, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value)
  if (found === undefined)
    throw faultAt({ file: `--${name}`, value: value ?? '', fix: `choose one of ${choices.join(', ')}` })
  return found
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw faultAt({ file: `--${name}`, value: text, fix: 'give a whole number of 1 or more' })
  return Number(text)
}

function asCommandLine(headwater: Headwater): CallerContext {
  return {
    headwater,
    live: { subscribe: () => () => undefined, close: async () => undefined },
    jobs: { enqueueRun: async () => undefined },
    sampleData: { underWay: null, hasFailed: false, start: () => false },
    dataFolder: '',
    isDemo: false,
    now: () => new Date(),
    user: { userId: 'command line', name: 'command line', email: '' },
    caller: { role: 'system', userId: 'command line' },
    requestId: 'command line',
  }
}

async function write(report: Report, name: ReportName, format: Format, language: Locale, out?: string) {
  if (format === 'parquet') return writeParquet(report.table, out!)
  const pieces: AsyncIterable<string | Uint8Array> =
    format === 'csv'
      ? csvText(report.table)
      : xlsxBytes([
          report.table,
          aboutTable(name, report, language, { timeZone: 'Asia/Shanghai', rowCount: null }),
        ])
  const source = Readable.from(pieces)
  await (out === undefined
    ? pipeline(source, process.stdout, { end: false })
    : pipeline(source, createWriteStream(out)))
}

await runCommand(help, options, async (values) => {
  const name = oneOf('report', values.report === 'plan' ? 'order-plan' : values.report, REPORT_NAMES)
  const format = oneOf('format', values.format, FORMATS)
  const language = oneOf('language', values.language, LOCALES)
  if (format === 'parquet' && values.out === undefined)
    throw faultAt({ file: '--out', fix: 'parquet is written to a file: say which' })
  const filter = ReportFilter.parse({
    runId: whole('run', values.run),
    supplierId: whole('supplier', values.supplier),
    publicationId: whole('publication', values.publication),
    weeks: whole('weeks', values.weeks),
    group: values.group === undefined ? undefined : oneOf('group', values.group, DEMAND_GROUPS),
  })
  const headwater = await openConfigured()
  try {
    await withReport(asCommandLine(headwater), name, filter, language, (report) =>
      write(report, name, format, language, values.out),
    ).catch((error) => {
      throw error instanceof Refusal ? new InputFault(error.detail) : error
    })
  } finally {
    await headwater.close()
  }
})
