import type { Db } from './client.ts'

/** Forgets who a subscriber was; the subscription stays as an anonymous number. Needs maintenance rights. */
export async function eraseCustomer(db: Db, customerHash: string): Promise<number> {
  const result = await db
    .updateTable('subscription')
    .set({ customer_hash: null })
    .where('customer_hash', '=', customerHash)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
