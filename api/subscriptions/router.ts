import { businessDate } from '#api/context'
import { staff, trpc } from '#api/trpc'
import { boxDeliveries } from '#db/box-deliveries'
import { shownRun } from '#db/shown-run'
import { subscriptionPlans, subscriptionWeeks } from '#db/subscription-progress'

const SHOWN_WEEKS = 26
/** Days ahead whose boxes are shown: four weekly ones. */
const BOX_DAYS = 28

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
  boxes: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const asOf = (await shownRun(db))?.asOf ?? businessDate(ctx.now())
      return { asOf, deliveries: await boxDeliveries(db, asOf, BOX_DAYS) }
    }),
  ),
})
