import { z } from 'zod'
import { staff, trpc } from '#api/trpc'
import { findCampaigns, findItems, findSuppliers } from '#db/find'

const ITEMS = 8
const OTHERS = 4
const named = { code: z.string(), nameZh: z.string(), nameEn: z.string() }

/** Whatever has a name or a code, for who types a part of it. */
export const findRouter = trpc.router({
  byText: staff
    .input(z.object({ text: z.string().trim().min(1).max(60) }))
    .output(
      z.object({
        items: z.array(z.object({ itemId: z.number(), ...named })),
        campaigns: z.array(z.object({ campaignId: z.number(), ...named })),
        suppliers: z.array(z.object({ supplierId: z.number(), ...named })),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => ({
        items: await findItems(db, input.text, ITEMS),
        campaigns: await findCampaigns(db, input.text, OTHERS),
        suppliers: await findSuppliers(db, input.text, OTHERS),
      })),
    ),
})
