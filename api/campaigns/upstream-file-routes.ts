import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Services } from '#api/context'
import { Refusal } from '#api/errors'
import { csvText } from '#api/reports/file/csv'
import type { FileTable } from '#api/reports/file/table'
import { xlsxBytes } from '#api/reports/file/xlsx'
import { dateColumn, nameIn, type ReportColumn, reportTable, textColumn } from '#api/reports/report'
import { LOCALES, type Locale, phraseIn } from '#api/wording/locale'
import { REPORT_WORDS } from '#api/wording/report'
import { upstream as W } from '#api/wording/screens/upstream'
import type { UpstreamLine } from '#db/upstream-sheets'
import { isoWeekLabel } from '#planning/time-bucket'
import { type OpenedSheet, openUpstream } from './share-upstream.ts'
import { OPENINGS_PER_MINUTE, UpstreamToken } from './upstream-router.ts'

const Body = z.object({ token: UpstreamToken, language: z.enum(LOCALES).default('zh-CN') })
const CONTENT_TYPE = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The sheet behind a link as a file, without signing in; the token comes in the body. */
export function upstreamFileRoutes(app: FastifyInstance, services: Services) {
  const limited = { config: { rateLimit: { max: OPENINGS_PER_MINUTE, timeWindow: '1 minute' } } }
  for (const format of ['csv', 'xlsx'] as const)
    app.post(`/files/upstream.${format}`, limited, async (request, reply) => {
      const body = Body.safeParse(request.body)
      if (!body.success) throw new Refusal('invalid-input', 'Give the token of the link.')
      const sheet = await openUpstream(services.headwater, body.data.token, services.now())
      const tables = sheetTables(sheet, body.data.language)
      const pieces: AsyncIterable<string | Uint8Array> =
        format === 'csv' ? csvText(tables[0]!) : xlsxBytes(tables)
      return reply
        .type(CONTENT_TYPE[format])
        .header('content-disposition', `attachment; filename="upstream-${sheet.asOf}.${format}"`)
        .send(Readable.from(pieces))
    })
}

function sheetTables(sheet: OpenedSheet, locale: Locale): FileTable[] {
  const columns: ReportColumn<UpstreamLine>[] = [
    dateColumn('week', W.needWeek, (line) => line.needWeek),
    textColumn('iso-week', REPORT_WORDS.isoWeek, (line) => isoWeekLabel(line.needWeek), 10),
    textColumn('code', W.materialCode, (line) => line.materialCode),
    textColumn('material', W.material, (line, language) => nameIn(line, language), 30),
    { id: 'sure', heading: W.sure, type: 'number', value: (line) => line.sureQuantity },
    { id: 'authorised', heading: W.authorised, type: 'number', value: (line) => line.authorisedQuantity },
    textColumn('unit', REPORT_WORDS.unit, (line, language) => unitIn(line.unit, language), 10),
    { id: 'lead-time', heading: W.leadTimeDays, type: 'number', value: (line) => line.leadTimeDays },
  ]
  const lines = reportTable(W.sheetTitle, columns, sheet.lines, locale)
  const facts: (readonly [string, string])[] = [
    [
      phraseIn(W.from, locale),
      nameIn({ nameZh: sheet.supplierNameZh, nameEn: sheet.supplierNameEn }, locale),
    ],
    [
      phraseIn(W.to, locale),
      nameIn({ nameZh: sheet.recipientNameZh, nameEn: sheet.recipientNameEn }, locale),
    ],
    [phraseIn(REPORT_WORDS.asOf, locale), sheet.asOf],
    [phraseIn(W.whatItIs, locale), phraseIn(W.explanation, locale)],
    [phraseIn(REPORT_WORDS.rowCount, locale), String(sheet.lines.length)],
  ]
  return [
    lines,
    {
      name: phraseIn(REPORT_WORDS.about, locale),
      columns: [
        { heading: phraseIn(REPORT_WORDS.what, locale), type: 'text', width: 22 },
        { heading: phraseIn(REPORT_WORDS.value, locale), type: 'text', width: 60 },
      ],
      rows: facts.map(([label, value]) => [label, value]),
    },
  ]
}

function unitIn(unit: string, locale: Locale): string {
  const key = `unit-${unit}`
  return key in W ? phraseIn(W[key as 'unit-piece'], locale) : unit
}
