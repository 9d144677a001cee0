import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fastifyTRPCOpenApiPlugin, generateOpenApiDocument } from 'trpc-to-openapi'
import type { RequestContext } from './context.ts'
import { type InputIssue, issuesText } from './errors.ts'
import { IMPORT_KINDS } from './ingest/import-field.ts'
import { REPORT_FORMATS } from './reports/file-routes.ts'
import { REPORT_NAMES } from './reports/report-filter.ts'
import { appRouter } from './router.ts'
import { LOCALES } from './wording/locale.ts'

/** The chosen REST list: every procedure with `openapi` in its meta, under /api/v1, described at /api/v1/openapi.json. */
export async function restRoutes(
  app: FastifyInstance,
  createContext: (options: { req: FastifyRequest }) => Promise<RequestContext>,
) {
  const document = restDocument()
  app.get('/api/v1/openapi.json', async () => document)
  app.addHook('onSend', async (request, _reply, payload) =>
    request.routeOptions.url?.startsWith('/api/v1/') && typeof payload === 'string'
      ? withFaultsInMessage(payload)
      : payload,
  )
  await app.register(fastifyTRPCOpenApiPlugin, {
    basePath: '/api/v1',
    router: appRouter,
    createContext: createContext as never,
    onError: ({ error, req }: { error: { code: string; cause?: unknown }; req: unknown }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR')
        (req as FastifyRequest).log.error({ err: error.cause ?? error }, 'procedure failed')
    },
  })
}

/** The adapter's answer to a refused input says only that it failed; its message then names each field and reason. */
function withFaultsInMessage(payload: string): string {
  if (!payload.includes('"issues":[')) return payload
  const body = JSON.parse(payload) as { code?: string; issues?: InputIssue[]; message?: string }
  if (body.code !== 'BAD_REQUEST' || !Array.isArray(body.issues)) return payload
  return JSON.stringify({ ...body, message: issuesText(body.issues) })
}

/** OpenAPI 3.1 of all REST paths: those of procedures and those that take or give files. */
export function restDocument() {
  const document = generateOpenApiDocument(appRouter, {
    title: 'Headwater',
    description:
      'Send `Authorization: Bearer hw_…` with a token that you made under /account. It has the rights of the account at each use.',
    version: '1',
    baseUrl: '/api/v1',
  })
  document.paths = {
    ...document.paths,
    '/imports': { ...document.paths?.['/imports'], post: uploadOperation() },
    '/reports/{name}.{format}': { get: reportOperation() },
  }
  return document
}

const security = [{ Authorization: [] }]
const bytes = { schema: { type: 'string', format: 'binary' } } as const

function uploadOperation() {
  return {
    operationId: 'imports-upload',
    summary: 'Sends a file to be checked; commit it when its state is "checked"',
    tags: ['imports'],
    security,
    parameters: [
      { in: 'query' as const, name: 'kind', required: true, schema: choice(IMPORT_KINDS) },
      { in: 'query' as const, name: 'source', schema: { type: 'string' as const } },
      { in: 'query' as const, name: 'isDryRun', schema: choice(['true', 'false']) },
      { in: 'query' as const, name: 'savedMapping', schema: { type: 'string' as const } },
      { in: 'query' as const, name: 'createMissing', schema: { type: 'string' as const } },
    ],
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object' as const,
            required: ['file'],
            properties: {
              mapping: { type: 'string' as const, description: 'JSON; sent before the file' },
              file: { type: 'string' as const, format: 'binary' },
            },
          },
        },
      },
    },
    responses: {
      202: {
        description: 'The import that is being checked',
        content: {
          'application/json': {
            schema: { type: 'object' as const, properties: { importId: { type: 'integer' as const } } },
          },
        },
      },
    },
  }
}

function reportOperation() {
  const text = { type: 'string' as const }
  const whole = { type: 'integer' as const }
  return {
    operationId: 'reports-file',
    summary: 'A report as a file, written while it is read',
    tags: ['reports'],
    security,
    parameters: [
      { in: 'path' as const, name: 'name', required: true, schema: choice(REPORT_NAMES) },
      { in: 'path' as const, name: 'format', required: true, schema: choice(REPORT_FORMATS) },
      { in: 'query' as const, name: 'language', schema: choice(LOCALES) },
      ...['search', 'pattern', 'kind'].map((name) => ({ in: 'query' as const, name, schema: text })),
      ...['runId', 'categoryId', 'supplierId', 'publicationId', 'weeks'].map((name) => ({
        in: 'query' as const,
        name,
        schema: whole,
      })),
    ],
    responses: { 200: { description: 'The file', content: { 'application/octet-stream': bytes } } },
  }
}

function choice(values: readonly string[]) {
  return { type: 'string' as const, enum: [...values] }
}
