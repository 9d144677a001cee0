import { type Authentication, ensureAccount } from '#api/session/authentication'
import { demoAccounts } from '#api/session/demo-accounts'
import type { Headwater } from '#db/client'
import { saveMembership } from '#db/membership'

const SYSTEM = { role: 'system', userId: 'start' } as const

/** One account per role; the supplier and the owner are those with the most to see. */
export async function ensureDemoUsers(headwater: Headwater, authentication: Authentication): Promise<void> {
  const { supplierId, shopOwnerId } = await headwater.asCaller(SYSTEM, async (db) => {
    const supplier = await db
      .selectFrom('item_supplier')
      .select(['supplier_id', (select) => select.fn.countAll<number>().as('items')])
      .groupBy('supplier_id')
      .orderBy('items', 'desc')
      .orderBy('supplier_id')
      .executeTakeFirst()
    const owner = await db
      .selectFrom('demand_entry')
      .select(['shop_owner_id', (select) => select.fn.countAll<number>().as('entries')])
      .where('shop_owner_id', 'is not', null)
      .groupBy('shop_owner_id')
      .orderBy('entries', 'desc')
      .orderBy('shop_owner_id')
      .executeTakeFirst()
    return { supplierId: supplier?.supplier_id ?? null, shopOwnerId: owner?.shop_owner_id ?? null }
  })
  for (const account of demoAccounts) {
    if (account.role === 'supplier' && supplierId === null) continue
    if (account.role === 'owner' && shopOwnerId === null) continue
    const userId = await ensureAccount(authentication, account)
    await headwater.asCaller(SYSTEM, (db) =>
      saveMembership(db, SYSTEM, {
        userId,
        role: account.role,
        supplierId: account.role === 'supplier' ? supplierId : null,
        shopOwnerId: account.role === 'owner' ? shopOwnerId : null,
      }),
    )
  }
}
