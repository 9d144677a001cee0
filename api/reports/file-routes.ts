import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import type { RequireCaller } from '#api/server'
import { LOCALES } from '#api/wording/locale'
import { csvText } from './file/csv.ts'
import { writeParquet } from './file/parquet.ts'
import { xlsxBytes } from './file/xlsx.ts'
import type { Report } from './report.ts'
import { REPORT_NAMES, ReportFilter, type ReportName } from './report-filter.ts'
import { aboutTable, withReport } from './write-report.ts'

export const REPORT_FORMATS = ['csv', 'xlsx', 'parquet'] as const

const Address = z.object({
  name: z.enum(REPORT_NAMES as [ReportName, ...ReportName[]]),
  format: z.enum(REPORT_FORMATS),
})
const Query = ReportFilter.extend({ language: z.enum(LOCALES).default('zh-CN') })
const CONTENT_TYPE = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
}

/** Parquet ends with its table of contents: it is written to a file of its own, sent and removed. */
async function parquetBytes(write: (to: string) => Promise<void>): Promise<Readable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'headwater-report-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const file = path.join(folder, 'report.parquet')
  try {
    await write(file)
  } catch (error) {
    await remove()
    throw error
  }
  return createReadStream(file).once('close', () => void remove())
}

/** Reports as files, written while they are read. The address can be used by a spreadsheet to refresh itself. */
export function reportFileRoutes(app: FastifyInstance, requireCaller: RequireCaller) {
  const limited = { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } }
  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    const context = await requireCaller(request)
    const address = Address.safeParse(request.params)
    if (!address.success)
      throw new Refusal(
        'not-found',
        `There is no such report; the reports are ${REPORT_NAMES.join(', ')}, each as ${REPORT_FORMATS.join(', ')}.`,
      )
    const query = Query.safeParse(request.query)
    if (!query.success) {
      const issue = query.error.issues[0]
      throw new Refusal('invalid-input', `${issue?.path.join('.')}: ${issue?.message}`)
    }
    const { name, format } = address.data
    const { language, ...filter } = query.data
    reply
      .type(CONTENT_TYPE[format])
      .header(
        'content-disposition',
        `attachment; filename="${name}-${businessDate(context.now())}.${format}"`,
      )
    if (format === 'parquet')
      return reply.send(
        await parquetBytes((to) =>
          withReport(context, name, filter, language, ({ table }) => writeParquet(table, to)),
        ),
      )
    const file = new PassThrough()
    let started: () => void = () => undefined
    const begins = new Promise<void>((resolve) => {
      started = resolve
    })
    // A reader that goes away ends the pipeline, and with it the transaction.
    const writing = withReport(context, name, filter, language, async (report) => {
      started()
      await pipeline(Readable.from(pieces(report)), file)
    })
    await Promise.race([begins, writing])
    writing.catch((error) => request.log.warn({ err: error }, 'report was not written to its end'))
    return reply.send(file)

    function pieces(report: Report): AsyncIterable<string | Uint8Array> {
      if (format === 'csv') return csvText(report.table)
      const rowCount = Array.isArray(report.table.rows) ? report.table.rows.length : null
      return xlsxBytes([
        report.table,
        aboutTable(name, report, language, { timeZone: 'Asia/Shanghai', rowCount }),
      ])
    }
  }
  app.get('/files/reports/:name.:format', limited, send)
  app.get('/api/v1/reports/:name.:format', limited, send)
}
