import type { Db } from './client.ts'
import type { Json } from './database.ts'

export interface SavedView {
  readonly savedViewId: number
  readonly name: string
  readonly search: Readonly<Record<string, unknown>>
  readonly isShared: boolean
  readonly isOwn: boolean
}

/** Views of a page: one's own first, then those that others share, each by name. */
export async function savedViews(db: Db, userId: string, page: string): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_view')
    .select(['saved_view_id as savedViewId', 'name', 'search', 'is_shared as isShared', 'user_id as userId'])
    .where('page', '=', page)
    .where((where) => where.or([where('user_id', '=', userId), where('is_shared', '=', true)]))
    .orderBy('name')
    .execute()
  return rows
    .map(({ userId: owner, search, ...view }) => ({
      ...view,
      search: search as Record<string, unknown>,
      isOwn: owner === userId,
    }))
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn))
}

export async function countSavedViews(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('saved_view')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Keeps a view under its name, over an own one of the same name. */
export async function saveView(
  db: Db,
  view: {
    readonly userId: string
    readonly page: string
    readonly name: string
    readonly search: Readonly<Record<string, unknown>>
    readonly isShared: boolean
    readonly now: Date
  },
): Promise<number> {
  const search = JSON.stringify(view.search) as unknown as Json
  const { saved_view_id } = await db
    .insertInto('saved_view')
    .values({
      user_id: view.userId,
      page: view.page,
      name: view.name,
      search,
      is_shared: view.isShared,
      saved_at: view.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'page', 'name'])
        .doUpdateSet({ search, is_shared: view.isShared, saved_at: view.now }),
    )
    .returning('saved_view_id')
    .executeTakeFirstOrThrow()
  return saved_view_id
}

/** Returns whether there was such a view of this person. */
export async function removeView(db: Db, userId: string, savedViewId: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('saved_view')
    .where('user_id', '=', userId)
    .where('saved_view_id', '=', savedViewId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
