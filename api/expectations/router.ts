import { z } from 'zod'
import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { Monday } from '#api/monday'
import { ownerOnly, trpc } from '#api/trpc'
import { recordAudit } from '#db/audit'
import { ownerImpact, ownerProducts, postExpectation } from '#db/expectations'
import { ownerOutlook } from '#db/owner-outlook'
import { TOLD_RANGE } from '#planning/forecast/forecast'
import { addDays, bucketStart } from '#planning/time-bucket'

const LARGEST_EXPECTATION = 1_000_000
const OUTLOOK_WEEKS = 4

/** Shop owners: what their customers ordered, what they expect on top, and what came of it. */
export const expectationsRouter = trpc.router({
  products: ownerOnly.input(z.object({ week: Monday.optional() })).query(({ ctx, input }) => {
    const today = businessDate(ctx.now())
    const week = input.week ?? addDays(bucketStart(today, 'week'), 7)
    return ctx.headwater.asCaller(ctx.caller, async (db) => ({
      week,
      products: await ownerProducts(db, week, today),
    }))
  }),
  impact: ownerOnly.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, (db) => ownerImpact(db, businessDate(ctx.now()))),
  ),
  /** What the newest plan takes the owner's customers to want; apart from the asking, so that what is said stays their own. */
  outlook: ownerOnly.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => ({
      weeks: OUTLOOK_WEEKS,
      units: await ownerOutlook(db, OUTLOOK_WEEKS, TOLD_RANGE),
    })),
  ),
  expect: ownerOnly
    .meta({
      openapi: {
        method: 'POST',
        path: '/expectations',
        summary: 'Records what a shop owner expects to sell on top of what is ordered',
        tags: ['ledger'],
        protect: true,
      },
    })
    .input(
      z.object({
        itemId: z.number().int().positive(),
        week: Monday,
        quantity: z.number().int().min(0).max(LARGEST_EXPECTATION),
      }),
    )
    .output(z.object({ ledgerVersion: z.number().nullable() }))
    .mutation(async ({ ctx, input }) => {
      const today = businessDate(ctx.now())
      if (addDays(input.week, 6) < today)
        throw new Refusal(
          'invalid-input',
          `The week of ${input.week} is over; choose this week or a later one.`,
        )
      return ctx.headwater.asCaller(ctx.caller, async (db) => {
        const ledgerVersion = await postExpectation(db, {
          ...input,
          shopOwnerId: ctx.caller.shopOwnerId,
          userId: ctx.user.userId,
          now: ctx.now(),
          today,
        })
        await recordAudit(db, ctx.caller, {
          action: 'expectation.save',
          subject: `item/${input.itemId}/${input.week}`,
          after: { quantity: input.quantity },
        })
        await announce(db, { topic: 'demand', id: input.itemId })
        return { ledgerVersion }
      })
    }),
})
