import { initTRPC, TRPCError } from '@trpc/server'
import type { OpenApiMeta } from 'trpc-to-openapi'
import { prettifyError, ZodError } from 'zod'
import type { Caller, Headwater } from '#db/client'
import { CallLimit } from './call-limit.ts'
import type { RequestContext } from './context.ts'
import { Refusal, toTrpcError } from './errors.ts'

export const trpc = initTRPC
  .meta<OpenApiMeta>()
  .context<RequestContext>()
  .create({
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      message: error.cause instanceof ZodError ? prettifyError(error.cause) : shape.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        refusal: error.cause instanceof Refusal ? error.cause.kind : null,
        requestId: ctx?.requestId,
      },
    }),
  })

const mapped = trpc.procedure.use(async ({ next }) => {
  const result = await next()
  if (result.ok) return result
  // The framework wraps what a resolver throws; the closed list decides what the user sees.
  throw toTrpcError(
    result.error.code === 'INTERNAL_SERVER_ERROR' ? (result.error.cause ?? result.error) : result.error,
  )
})

/** Open to anyone: sign-in page only. */
export const open = mapped

/** Open to anyone, so many times a minute from one address: each call of a batch counts. */
export function openAtMost(callsPerMinute: number) {
  const limits = new WeakMap<Headwater, CallLimit>()
  return open.use(({ ctx, next }) => {
    const limit = limits.get(ctx.headwater) ?? new CallLimit(callsPerMinute)
    limits.set(ctx.headwater, limit)
    if (ctx.address !== null && !limit.allows(ctx.address, ctx.now()))
      throw new Refusal('too-many', 'Too many tries from here; wait a minute.')
    return next()
  })
}

/** Any user with a role. */
export const signedIn = mapped.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' })
  if (!ctx.caller)
    throw new TRPCError({ code: 'FORBIDDEN', message: 'Your account has no role yet; ask a planner.' })
  return next({ ctx: { ...ctx, user: ctx.user, caller: ctx.caller } })
})

function only<Role extends Caller['role']>(...roles: readonly Role[]) {
  return signedIn.use(({ ctx, next }) => {
    const caller = ctx.caller as Extract<Caller, { role: Role }>
    if (!(roles as readonly string[]).includes(caller.role))
      throw new TRPCError({ code: 'FORBIDDEN', message: 'Your role has no right to this.' })
    return next({ ctx: { ...ctx, caller } })
  })
}

/** Planners and analysts: read. */
export const staff = only('planner', 'analyst')
/** Planners: change the plan. */
export const planning = only('planner')
/** Whoever may see a publication; row-level security keeps each supplier to its own. */
export const staffOrSupplier = only('planner', 'analyst', 'supplier')
export const supplierOrPlanner = only('planner', 'supplier')
export const supplierOnly = only('supplier')
export const ownerOnly = only('owner')
