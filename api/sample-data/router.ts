import { z } from 'zod'
import type { CallerContext } from '#api/context'
import { Refusal } from '#api/errors'
import { planning, staff, trpc } from '#api/trpc'
import { hasNoItems } from '#db/demo'
import { sampleDataHeld } from '#db/sample-data'

const Held = z.object({ items: z.number(), owners: z.number(), entries: z.number() })

/** The demo company: loaded by a click into an empty database, removed by another, its own rows only. */
export const sampleDataRouter = trpc.router({
  state: staff
    .output(
      z.object({
        isEmpty: z.boolean(),
        held: Held.nullable(),
        underWay: z.enum(['loading', 'removing']).nullable(),
        hasFailed: z.boolean(),
      }),
    )
    .query(({ ctx }) => readState(ctx)),
  load: planning.mutation(async ({ ctx }) => {
    if (!(await readState(ctx)).isEmpty)
      throw new Refusal('conflict', 'Sample data needs a database without items.')
    start(ctx, 'loading')
  }),
  remove: planning.mutation(async ({ ctx }) => {
    if ((await readState(ctx)).held === null)
      throw new Refusal('conflict', 'There is no sample data to remove.')
    start(ctx, 'removing')
  }),
})

async function readState(ctx: CallerContext) {
  const { headwater, caller, sampleData } = ctx
  const found = await headwater.asCaller(caller, async (db) => ({
    isEmpty: await hasNoItems(db),
    held: await sampleDataHeld(db),
  }))
  return { ...found, underWay: sampleData.underWay, hasFailed: sampleData.hasFailed }
}

function start(ctx: CallerContext, work: 'loading' | 'removing') {
  if (!ctx.sampleData.start(work))
    throw new Refusal('conflict', 'Sample data is being loaded or removed already.')
}
