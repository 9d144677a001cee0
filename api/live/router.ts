import { signedIn, trpc } from '#api/trpc'
import type { LiveChange } from './live-changes.ts'

/** How many changes may wait for a slow page before the oldest are dropped; a page that reloads sees all. */
const LARGEST_BACKLOG = 100

export const liveRouter = trpc.router({
  changes: signedIn.subscription(async function* ({ ctx, signal }) {
    const waiting: LiveChange[] = []
    let wake: () => void = () => undefined
    const unsubscribe = ctx.live.subscribe((change) => {
      const { caller } = ctx
      if (caller.role === 'owner') return
      if (caller.role === 'supplier' && change.supplierId !== caller.supplierId) return
      waiting.push(change)
      if (waiting.length > LARGEST_BACKLOG) waiting.shift()
      wake()
    })
    signal?.addEventListener('abort', () => wake())
    try {
      while (!signal?.aborted) {
        const change = waiting.shift()
        if (change) yield change
        else
          await new Promise<void>((resume) => {
            wake = resume
          })
      }
    } finally {
      unsubscribe()
    }
  }),
})
