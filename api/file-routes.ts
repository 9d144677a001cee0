import type { FastifyInstance } from 'fastify'
import { importFileRoutes } from './ingest/file-routes.ts'
import { reportFileRoutes } from './reports/file-routes.ts'
import type { RequireCaller } from './server.ts'

/** Routes that stream files in or out; each topic has its own. */
export async function fileRoutes(app: FastifyInstance, requireCaller: RequireCaller) {
  importFileRoutes(app, requireCaller)
  reportFileRoutes(app, requireCaller)
}
