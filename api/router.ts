import { liveRouter } from './live/router.ts'
import { sessionRouter } from './session/router.ts'
import { trpc } from './trpc.ts'

export const appRouter = trpc.router({
  session: sessionRouter,
  live: liveRouter,
})

export type AppRouter = typeof appRouter
