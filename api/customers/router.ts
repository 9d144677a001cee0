import { z } from 'zod'
import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { ownerOnly, trpc } from '#api/trpc'
import { recordAudit } from '#db/audit'
import { describeCustomers, ownerTags, tagsOfCategory, UNKNOWN_TAG } from '#db/owner-tags'
import { addDays } from '#planning/time-bucket'

const MOST_CUSTOMERS = 10_000_000
const MOST_TAGS = 60
/** Items launched within so many days, or later, are new. */
const NEW_DAYS = 91

/** Shop owners describe their customers by counts of tags, never by name. */
export const customersRouter = trpc.router({
  tags: ownerOnly.query(({ ctx }) => {
    const today = businessDate(ctx.now())
    return ctx.headwater.asCaller(ctx.caller, (db) =>
      ownerTags(db, { shopOwnerId: ctx.caller.shopOwnerId, today, newSince: addDays(today, -NEW_DAYS) }),
    )
  }),
  describe: ownerOnly
    .input(
      z.object({
        categoryId: z.number().int().positive(),
        counts: z
          .array(
            z.object({
              tag: z.string().min(1).max(40),
              customers: z.number().int().min(0).max(MOST_CUSTOMERS),
            }),
          )
          .min(1)
          .max(MOST_TAGS),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const known = new Set([...(await tagsOfCategory(db, input.categoryId)), UNKNOWN_TAG])
        const strange = input.counts.find(({ tag }) => !known.has(tag))
        if (strange) throw new Refusal('invalid-input', `The category has no tag ${strange.tag}.`)
        const changed = await describeCustomers(db, {
          ...input,
          shopOwnerId: ctx.caller.shopOwnerId,
          now: ctx.now(),
        })
        if (changed > 0)
          await recordAudit(db, ctx.caller, {
            action: 'customers.describe',
            subject: `category/${input.categoryId}`,
            after: Object.fromEntries(input.counts.map(({ tag, customers }) => [tag, customers])),
          })
        return { changed }
      }),
    ),
})
