import { existsSync } from 'node:fs'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Configuration } from './configuration.ts'
import type { CallerContext, RequestContext, Services } from './context.ts'
import { httpStatus, Refusal } from './errors.ts'
import { fileRoutes } from './file-routes.ts'
import { Metrics } from './operations/metrics.ts'
import { operationRoutes } from './operations/routes.ts'
import { restRoutes } from './rest.ts'
import { type AppRouter, appRouter } from './router.ts'
import type { Authentication } from './session/authentication.ts'
import { identify } from './session/identify.ts'

export interface ServerOptions {
  readonly configuration: Configuration
  readonly services: Services
  readonly authentication: Authentication
  /** Built web app; null serves the API alone. */
  readonly webFolder: string | null
}

/** Resolves who asks; throws a Refusal when nobody with a role does. */
export type RequireCaller = (request: FastifyRequest) => Promise<CallerContext>

/** Everything on one port: tRPC, REST, files, sign-in, operations, the web app. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { configuration, services, authentication } = options
  const app = Fastify({
    logger: {
      level: configuration.logLevel,
      stream: process.stderr,
      redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'],
    },
    routerOptions: { maxParamLength: 5000 },
    bodyLimit: 5 * 1024 * 1024,
    forceCloseConnections: true,
    requestTimeout: 0,
  })
  const metrics = new Metrics()

  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: configuration.publicUrl?.startsWith('https:') ?? false,
  })
  await app.register(rateLimit, { global: false })
  await app.register(multipart, {
    limits: { files: 1, fileSize: configuration.uploadMegabytes * 1024 * 1024, fields: 20 },
  })

  app.addHook('onRequest', async (request) => {
    if (['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method))
      refuseForeignOrigin(request, configuration)
  })
  app.addHook('onResponse', async (request, reply) => {
    metrics.observe(request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000)
  })
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Refusal)
      return reply
        .code(httpStatus(error.kind))
        .send({ error: error.kind, message: error.detail, requestId: request.id })
    const status = (error as { statusCode?: number }).statusCode ?? 500
    if (status < 500)
      return reply
        .code(status)
        .send({ error: 'invalid-input', message: (error as Error).message, requestId: request.id })
    request.log.error({ err: error }, 'request failed')
    return reply
      .code(500)
      .send({ error: 'internal', message: 'Something went wrong on our side.', requestId: request.id })
  })

  const createContext = async ({ req }: { req: FastifyRequest }): Promise<RequestContext> => ({
    ...services,
    ...(await identify(services, authentication, req.headers)),
    requestId: String(req.id),
    address: req.ip,
  })
  const requireCaller: RequireCaller = async (request) => {
    const context = await createContext({ req: request })
    if (!context.user) throw new Refusal('unauthenticated', 'Sign in first, or send an API token.')
    if (!context.caller) throw new Refusal('forbidden', 'Your account has no role yet; ask a planner.')
    return { ...context, user: context.user, caller: context.caller }
  }

  operationRoutes(app, services, metrics)
  signInRoutes(app, authentication)
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext,
      onError: ({ error, req }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          req.log.error({ err: error.cause ?? error }, 'procedure failed')
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  })
  await restRoutes(app, createContext)
  await fileRoutes(app, requireCaller, services)
  if (options.webFolder && existsSync(options.webFolder)) await webRoutes(app, options.webFolder)
  return app
}

function refuseForeignOrigin(request: FastifyRequest, configuration: Configuration) {
  const origin = request.headers.origin
  if (!origin || origin === configuration.publicUrl) return
  let host: string | undefined
  try {
    host = new URL(origin).host
  } catch {
    host = undefined
  }
  if (host !== request.headers.host)
    throw new Refusal('forbidden', `Requests from ${origin} are not accepted.`)
}

function signInRoutes(app: FastifyInstance, authentication: Authentication) {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    async handler(request, reply) {
      const url = new URL(request.url, `${request.protocol}://${request.headers.host}`)
      const headers = new Headers()
      for (const [name, value] of Object.entries(request.headers))
        if (value) headers.append(name, String(value))
      headers.delete('content-length')
      const response = await authentication.handler(
        new Request(url, {
          method: request.method,
          headers,
          ...(request.body ? { body: JSON.stringify(request.body) } : {}),
        }),
      )
      reply.code(response.status)
      for (const [name, value] of response.headers) reply.header(name, value)
      return reply.send(response.body ? await response.text() : null)
    },
  })
}

async function webRoutes(app: FastifyInstance, webFolder: string) {
  await app.register(fastifyStatic, {
    root: webFolder,
    index: false,
    wildcard: true,
    immutable: true,
    maxAge: '365d',
  })
  const page = (reply: import('fastify').FastifyReply) =>
    reply.sendFile('index.html', { immutable: false, maxAge: 0, cacheControl: true })
  app.get('/', (_request, reply) => page(reply))
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && request.headers.accept?.includes('text/html')
    if (isPage && !/^\/(api|trpc|files)\//.test(request.url)) return page(reply)
    return reply.code(404).send({ error: 'not-found', message: 'There is nothing at this address.' })
  })
}
