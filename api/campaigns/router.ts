import { z } from 'zod'
import { businessDate } from '#api/context'
import { staff, trpc } from '#api/trpc'
import { campaignDays, campaignProgress } from '#db/campaign-progress'
import { shownRun } from '#db/shown-run'
import { checkCampaignPromise } from './check-campaign-promise.ts'
import { readMaterials } from './read-materials.ts'
import { readOutlook } from './read-outlook.ts'

const Id = z.number().int().positive()

export const campaignsRouter = trpc.router({
  list: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const asOf = (await shownRun(db))?.asOf ?? businessDate(ctx.now())
      return { asOf, campaigns: await campaignProgress(db, asOf) }
    }),
  ),
  outlook: staff
    .input(z.object({ campaignId: Id }))
    .query(({ ctx, input }) => readOutlook(ctx.headwater, ctx.caller, input.campaignId, ctx.now())),
  materials: staff
    .input(z.object({ campaignId: Id }))
    .query(({ ctx, input }) => readMaterials(ctx.headwater, ctx.caller, input.campaignId, ctx.now())),
  promise: staff
    .input(
      z.object({
        campaignId: Id,
        quantity: z.number().int().min(1).max(100_000_000),
        by: z.iso.date().optional(),
        from: z.iso.date().optional(),
      }),
    )
    .query(({ ctx, input }) => checkCampaignPromise(ctx.headwater, ctx.caller, input, ctx.now())),
  days: staff.input(z.object({ campaignIds: z.array(z.number().int()).max(8) })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const asOf = (await shownRun(db))?.asOf ?? businessDate(ctx.now())
      const curves = []
      for (const campaignId of input.campaignIds)
        curves.push({ campaignId, days: await campaignDays(db, campaignId, asOf) })
      return curves
    }),
  ),
})
