import { z } from 'zod'
import { businessDate } from '#api/context'
import { planning, staff, trpc } from '#api/trpc'
import { recordAudit } from '#db/audit'
import { boxDeliveries } from '#db/box-deliveries'
import { keepTemperatures } from '#db/box-ripening'
import { shownRun } from '#db/shown-run'
import { subscriptionPlans, subscriptionWeeks } from '#db/subscription-progress'
import { readBoxLots } from './read-box-lots.ts'

const SHOWN_WEEKS = 26
/** Days ahead whose boxes are shown: four weekly ones. */
const BOX_DAYS = 28
const MOST_ITEMS = 200
const celsius = z.number().min(-5).max(45)

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
  lots: staff
    .input(
      z.object({
        transportAt: celsius.optional(),
        warehouseAt: celsius.optional(),
        homeAt: celsius.optional(),
      }),
    )
    .query(({ ctx, input }) => readBoxLots(ctx.headwater, ctx.caller, input)),
  keepTemperatures: planning
    .input(
      z.object({
        items: z
          .array(
            z.object({
              itemId: z.number().int().positive(),
              transportCelsius: celsius,
              warehouseCelsius: celsius,
              homeCelsius: celsius,
            }),
          )
          .min(1)
          .max(MOST_ITEMS),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const changed = await keepTemperatures(db, input.items)
        if (changed > 0)
          await recordAudit(
            db,
            ctx.caller,
            ...input.items.map(({ itemId, ...after }) => ({
              action: 'ripening.temperatures',
              subject: `item/${itemId}`,
              after,
            })),
          )
        return { changed }
      }),
    ),
})
