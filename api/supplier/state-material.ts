import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Caller, Db, Headwater } from '#db/client'
import { replaceMaterialStatement, withdrawMaterialStatement } from '#db/material-supply'
import { latestPublication } from '#db/publication'
import { publishedMaterials } from '#db/published-materials'
import { businessSettings } from '#db/runs'

export interface MaterialStatementInput {
  readonly supplierId: number
  readonly materialId: number
  /** Material units there today and free for these goods. */
  readonly onHand: number
  readonly arrivals: readonly { readonly arrivesOn: string; readonly quantity: number }[]
}

/** Says what is there of a material and what arrives; the next run makes nothing before its material is there. */
export async function stateMaterial(
  headwater: Headwater,
  caller: Caller,
  input: MaterialStatementInput,
  now: Date,
): Promise<void> {
  await headwater.asCaller(caller, async (db) => {
    await requireMaterial(db, input)
    const { timeZone } = await businessSettings(db)
    const today = businessDate(now, timeZone)
    const days = new Map([[today, input.onHand]])
    for (const { arrivesOn, quantity } of input.arrivals) {
      if (arrivesOn <= today)
        throw new Refusal('invalid-input', `An arrival must be after today, ${today}; got ${arrivesOn}.`)
      days.set(arrivesOn, (days.get(arrivesOn) ?? 0) + quantity)
    }
    await replaceMaterialStatement(
      db,
      { ...input, statedOn: today, by: caller.userId, at: now },
      [...days].map(([arrivesOn, quantity]) => ({ arrivesOn, quantity })),
    )
    await settle(db, caller, 'material.state', input, input)
  })
}

/** Says nothing of a material any more: it no longer holds the plan back. */
export async function withdrawMaterial(
  headwater: Headwater,
  caller: Caller,
  of: { readonly supplierId: number; readonly materialId: number },
  now: Date,
): Promise<void> {
  await headwater.asCaller(caller, async (db) => {
    const found = await withdrawMaterialStatement(db, { ...of, by: caller.userId, at: now })
    if (!found) throw new Refusal('not-found', `Nothing is said of material ${of.materialId}.`)
    await settle(db, caller, 'material.withdraw', of, null)
  })
}

async function requireMaterial(db: Db, { supplierId, materialId }: MaterialStatementInput): Promise<void> {
  const publication = await latestPublication(db, supplierId)
  const told = publication ? await publishedMaterials(db, publication.publicationId) : []
  if (!told.some((material) => material.materialId === materialId))
    throw new Refusal('not-found', `Material ${materialId} is in no bill of what was published.`)
}

async function settle(
  db: Db,
  caller: Caller,
  action: string,
  { supplierId, materialId }: { readonly supplierId: number; readonly materialId: number },
  after: MaterialStatementInput | null,
): Promise<void> {
  await recordAudit(db, caller, { action, subject: `supplier ${supplierId} material ${materialId}`, after })
  await announce(db, { topic: 'material', id: materialId, supplierId })
}
