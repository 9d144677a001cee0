import { businessDate } from '#api/context'
import { staff, trpc } from '#api/trpc'
import { shownRun } from '#db/shown-run'
import { subscriptionPlans, subscriptionWeeks } from '#db/subscription-progress'

const SHOWN_WEEKS = 26

export const subscriptionsRouter = trpc.router({
  plans: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const asOf = (await shownRun(db))?.asOf ?? businessDate(ctx.now())
      return {
        asOf,
        plans: await subscriptionPlans(db, asOf),
        weeks: await subscriptionWeeks(db, asOf, SHOWN_WEEKS),
      }
    }),
  ),
})
