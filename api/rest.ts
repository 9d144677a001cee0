import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fastifyTRPCOpenApiPlugin, generateOpenApiDocument } from 'trpc-to-openapi'
import type { RequestContext } from './context.ts'
import { appRouter } from './router.ts'

/** The chosen REST list: every procedure with `openapi` in its meta, under /api/v1, described at /api/v1/openapi.json. */
export async function restRoutes(
  app: FastifyInstance,
  createContext: (options: { req: FastifyRequest }) => Promise<RequestContext>,
) {
  const document = generateOpenApiDocument(appRouter, {
    title: 'Headwater',
    version: '1',
    baseUrl: '/api/v1',
  })
  app.get('/api/v1/openapi.json', async () => document)
  await app.register(fastifyTRPCOpenApiPlugin, {
    basePath: '/api/v1',
    router: appRouter,
    createContext: createContext as never,
  })
}
