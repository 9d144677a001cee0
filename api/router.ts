import { expectationsRouter } from './expectations/router.ts'
import { liveRouter } from './live/router.ts'
import { sessionRouter } from './session/router.ts'
import { tokensRouter } from './tokens/router.ts'
import { trpc } from './trpc.ts'

export const appRouter = trpc.router({
  session: sessionRouter,
  live: liveRouter,
  tokens: tokensRouter,
  expectations: expectationsRouter,
})

export type AppRouter = typeof appRouter
