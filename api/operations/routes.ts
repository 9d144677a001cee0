import type { FastifyInstance } from 'fastify'
import type { Services } from '#api/context'
import type { Metrics } from './metrics.ts'

/** For whoever runs the server: alive, ready, measured. */
export function operationRoutes(app: FastifyInstance, services: Services, metrics: Metrics) {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await services.headwater.asCaller({ role: 'system', userId: 'readiness' }, async (_, client) => {
        await client.query('select 1')
      })
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'database unreachable' })
    }
  })
  app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(metrics.text()))
}
