import { z } from 'zod'
import { businessDate } from '#api/context'
import { planning, staff, trpc } from '#api/trpc'
import { recordAudit } from '#db/audit'
import { boxDeliveries } from '#db/box-deliveries'
import { keepTemperatures } from '#db/box-ripening'
import { boxSwapRules, perishableItems, removeBoxSwapRule, setBoxSwapRule } from '#db/box-swaps'
import { shownRun } from '#db/shown-run'
import { subscriptionPlans, subscriptionWeeks } from '#db/subscription-progress'
import { PERISHABLE_DAYS } from '#planning/batches/box-calendar'
import { readBoxLots } from './read-box-lots.ts'

const SHOWN_WEEKS = 26
/** Days ahead whose boxes are shown: four weekly ones. */
const BOX_DAYS = 28
const MOST_ITEMS = 200
const id = z.number().int().positive()
const swapKey = z.object({ subscriptionPlanId: id, itemId: id, replacedByItemId: id })
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
  swapRules: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => ({
      rules: await boxSwapRules(db),
      items: await perishableItems(db, PERISHABLE_DAYS, MOST_ITEMS),
    })),
  ),
  setSwapRule: planning
    .input(
      swapKey
        .extend({
          piecesPerPiece: z.number().min(0.01).max(100),
          mostPerBox: z.number().int().min(0).max(1000),
          valueToleranceFraction: z.number().min(0).max(1).nullable(),
        })
        .refine(({ itemId, replacedByItemId }) => itemId !== replacedByItemId, {
          message: 'An item cannot be swapped for itself.',
        }),
    )
    .mutation(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const { subscriptionPlanId, itemId, ...after } = input
        await setBoxSwapRule(db, input)
        await recordAudit(db, ctx.caller, {
          action: 'swap-rule.set',
          subject: `subscription-plan/${subscriptionPlanId}/item/${itemId}`,
          after,
        })
        return { set: true }
      }),
    ),
  removeSwapRule: planning.input(swapKey).mutation(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const { subscriptionPlanId, itemId, ...before } = input
      const removed = await removeBoxSwapRule(db, input)
      if (removed)
        await recordAudit(db, ctx.caller, {
          action: 'swap-rule.remove',
          subject: `subscription-plan/${subscriptionPlanId}/item/${itemId}`,
          before,
        })
      return { removed }
    }),
  ),
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
