import type { FastifyInstance } from 'fastify'
import { upstreamFileRoutes } from './campaigns/upstream-file-routes.ts'
import type { Services } from './context.ts'
import { importFileRoutes } from './ingest/file-routes.ts'
import { reportFileRoutes } from './reports/file-routes.ts'
import type { RequireCaller } from './server.ts'

/** Routes that stream files in or out; each topic has its own. */
export async function fileRoutes(app: FastifyInstance, requireCaller: RequireCaller, services: Services) {
  importFileRoutes(app, requireCaller)
  reportFileRoutes(app, requireCaller)
  upstreamFileRoutes(app, services)
}
