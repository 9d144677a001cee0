import { z } from 'zod'
import { Refusal } from '#api/errors'
import { staff, trpc } from '#api/trpc'
import { countSavedViews, removeView, savedViews, saveView } from '#db/saved-views'

const MOST_VIEWS = 200
const LONGEST_SEARCH = 4000

const PageName = z.string().regex(/^\/[a-z/-]{1,59}$/, 'write the path of a screen, such as /demand')
const Search = z
  .record(z.string().max(40), z.union([z.string().max(400), z.number(), z.boolean(), z.null()]))
  .refine((search) => JSON.stringify(search).length <= LONGEST_SEARCH, 'too many filters for one view')

/** Filters of a screen kept under a name. */
export const viewsRouter = trpc.router({
  list: staff
    .input(z.object({ page: PageName }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) => savedViews(db, ctx.user.userId, input.page)),
    ),
  save: staff
    .input(
      z.object({
        page: PageName,
        name: z.string().trim().min(1).max(60),
        search: Search,
        isShared: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        if ((await countSavedViews(db, ctx.user.userId)) >= MOST_VIEWS)
          throw new Refusal('invalid-input', `There are ${MOST_VIEWS} views already; remove one first.`)
        return { savedViewId: await saveView(db, { ...input, userId: ctx.user.userId, now: ctx.now() }) }
      }),
    ),
  remove: staff.input(z.object({ savedViewId: z.number().int().positive() })).mutation(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      if (!(await removeView(db, ctx.user.userId, input.savedViewId)))
        throw new Refusal('not-found', `You have no view ${input.savedViewId}.`)
    }),
  ),
})
