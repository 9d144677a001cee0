import type { FastifyInstance } from 'fastify'
import type { RequireCaller } from './server.ts'

/** Routes that stream files in or out. Each topic adds its own. */
export async function fileRoutes(_app: FastifyInstance, _requireCaller: RequireCaller) {}
