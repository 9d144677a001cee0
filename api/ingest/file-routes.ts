import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '#api/errors'
import { csvText } from '#api/reports/file/csv'
import { xlsxBytes } from '#api/reports/file/xlsx'
import type { RequireCaller } from '#api/server'
import { checkImport } from './check-import.ts'
import { customerKey } from './customer-key.ts'
import { failedRows } from './failed-rows.ts'
import { UnreadableFile } from './import-fault.ts'
import { IMPORT_KINDS, type ImportKind } from './import-field.ts'
import { findImport } from './list-imports.ts'
import { startImport } from './start-import.ts'
import { writeTemplate } from './write-template.ts'

const Kind = z.enum(IMPORT_KINDS as [ImportKind, ...ImportKind[]])
const Upload = z.object({
  kind: Kind,
  source: z.string().trim().min(1).max(80).optional(),
  isDryRun: z.enum(['true', 'false']).default('false'),
  savedMapping: z.string().trim().min(1).max(80).optional(),
  createMissing: z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(['items', 'owners', 'locations'])))
    .optional(),
})
const Format = z.object({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  language: z.enum(['en', 'zh']).default('en'),
})
const CONTENT_TYPE = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Files of imports: upload, template, failed rows. */
export function importFileRoutes(app: FastifyInstance, requireCaller: RequireCaller) {
  const uploads = { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }

  const receive = async (request: FastifyRequest, reply: FastifyReply) => {
    const context = await requireCaller(request)
    if (context.caller.role !== 'planner') throw new Refusal('forbidden', 'Only planners import files.')
    const query = parse(Upload, request.query)
    if (!request.isMultipart()) throw new Refusal('invalid-input', 'Send the file as multipart/form-data.')
    const part = await request.file()
    if (!part) throw new Refusal('invalid-input', 'No file was sent; choose a CSV or XLSX file.')
    const stored = storedPath(context.dataFolder, part.filename)
    await pipeline(part.file, createWriteStream(stored, { mode: 0o600 }))
    if (part.file.truncated) {
      rmSync(stored, { force: true })
      throw new Refusal(
        'too-large',
        'The file is larger than this server takes; split it, or use the import command.',
      )
    }
    try {
      const importId = await startImport(context.headwater, context.user.userId, {
        kind: query.kind,
        file: stored,
        fileName: part.filename,
        now: context.now(),
        mapping: mappingField(part.fields.mapping),
        isDryRun: query.isDryRun === 'true',
        ...(query.source ? { source: query.source } : {}),
        ...(query.savedMapping ? { savedMapping: query.savedMapping } : {}),
        ...(query.createMissing ? { createMissing: query.createMissing } : {}),
      })
      checkImport(context.headwater, context.user.userId, importId, {
        customerKey: customerKey(context.dataFolder),
      }).catch((error) => request.log.error({ err: error, importId }, 'import check failed'))
      return reply.code(202).send({ importId })
    } catch (error) {
      rmSync(stored, { force: true })
      if (error instanceof UnreadableFile) throw new Refusal('invalid-input', error.message)
      throw error
    }
  }
  app.post('/files/imports', uploads, receive)
  app.post('/api/v1/imports', uploads, receive)

  app.get('/files/imports/templates/:kind', async (request, reply) => {
    await requireCaller(request)
    const { kind } = parse(z.object({ kind: Kind }), request.params)
    const { format, language } = parse(Format, request.query)
    return download(reply, `${kind}.${format}`, format, Readable.from(writeTemplate(kind, language, format)))
  })

  app.get('/files/imports/:importId/failed-rows', uploads, async (request, reply) => {
    const context = await requireCaller(request)
    if (context.caller.role !== 'planner' && context.caller.role !== 'analyst')
      throw new Refusal('forbidden', 'Only planners and analysts read imports.')
    const { importId } = parse(z.object({ importId: z.coerce.number().int().positive() }), request.params)
    const { format, language } = parse(Format, request.query)
    if (!(await findImport(context.headwater, context.caller, importId)))
      throw new Refusal('not-found', `There is no import ${importId}.`)
    const table = await failedRows(context.headwater, context.user.userId, importId, language).catch(
      (error) => {
        if (error instanceof RangeError || error instanceof UnreadableFile)
          throw new Refusal('not-found', `Import ${importId} has no rows to show: ${error.message}`)
        throw error
      },
    )
    const bytes = format === 'csv' ? csvText(table) : xlsxBytes([table])
    return download(reply, `failed-rows-${importId}.${format}`, format, Readable.from(bytes))
  })
}

/** The form's field `mapping`, sent before the file: JSON. */
function mappingField(field: unknown): unknown {
  const value = (field as { value?: unknown } | undefined)?.value
  if (typeof value !== 'string' || value === '') return undefined
  try {
    return JSON.parse(value)
  } catch {
    throw new Refusal('invalid-input', 'The mapping is not JSON; correct it.')
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Refusal('invalid-input', `${issue?.path.join('.') || 'request'}: ${issue?.message}`)
}

/** The name users gave is kept only for its ending: the rest is ours. */
function storedPath(dataFolder: string, fileName: string): string {
  const folder = path.join(dataFolder, 'uploads')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ending = /(\.csv|\.xlsx|\.csv\.gz|\.txt)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '.csv'
  return path.join(folder, `${randomUUID()}${ending}`)
}

function download(reply: FastifyReply, name: string, format: 'csv' | 'xlsx', body: Readable) {
  return reply
    .type(CONTENT_TYPE[format])
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(body)
}
