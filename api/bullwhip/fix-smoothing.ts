import { Refusal } from '#api/errors'
import type { PolicyParameters } from '#api/runs/plan-item'
import { recordAudit } from '#db/audit'
import type { Caller, Headwater } from '#db/client'
import { fixSmoothing } from '#db/smoothing'

/** From the next run on, orders to the supplier are smoothed like this; null: as costs least. */
export async function fixSupplierSmoothing(
  headwater: Headwater,
  caller: Caller,
  { supplierId, policy }: { readonly supplierId: number; readonly policy: PolicyParameters | null },
): Promise<void> {
  await headwater.asCaller(caller, async (db) => {
    const before = await fixSmoothing(db, supplierId, policy)
    if (before === undefined) throw new Refusal('not-found', `There is no supplier ${supplierId}.`)
    await recordAudit(db, caller, {
      action: 'supplier.smoothing',
      subject: `supplier/${supplierId}`,
      before: before && { gapShare: before.gapShare, levellingWeeks: before.levellingWeeks },
      after: policy && { ...policy },
    })
  })
}
