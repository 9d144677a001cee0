import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, endOfAsOf } from './demand-scope.ts'

/** A material of one supplier of which is known what is there and what arrives, with what uses it. */
export interface StatedMaterial {
  readonly supplierId: number
  readonly materialId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  /** Day number of the statement; what was cut before has taken its material already. */
  readonly statedOnDay: number
  /** Of the quickest source open to the supplier; null when none is known. */
  readonly leadTimeDays: number | null
  /** Day numbers ascending. */
  readonly arrivals: readonly { readonly day: number; readonly quantity: number }[]
  readonly uses: readonly { readonly itemId: number; readonly quantityPerUnit: number }[]
}

/** Statements that stood at the end of the as-of date. Materials of which nothing is said are left out. */
export async function statedMaterials(db: Db, scope: DemandScope): Promise<StatedMaterial[]> {
  const end = endOfAsOf(scope)
  const { rows } = await sql<StatedMaterial>`
    select statement.supplier_id as "supplierId", material.material_id as "materialId", material.code,
      material.name_zh as "nameZh", material.name_en as "nameEn", material.unit,
      stated_on - date '1970-01-01' as "statedOnDay", source.lead_time_days as "leadTimeDays",
      coalesce(arrivals, '[]') as arrivals, coalesce(uses, '[]') as uses
    from material_statement as statement join material using (material_id)
      left join (
        select material_statement_id, jsonb_agg(jsonb_build_object('day', arrives_on - date '1970-01-01',
          'quantity', quantity) order by arrives_on) as arrivals
        from material_arrival group by 1
      ) as arriving using (material_statement_id)
      left join (
        select material_id, jsonb_agg(jsonb_build_object('itemId', item_id, 'quantityPerUnit', quantity_per_unit)
          order by item_id) as uses
        from bill_of_materials group by 1
      ) as bill using (material_id)
      left join lateral (
        select min(lead_time_days) as lead_time_days from material_supplier
        where material_supplier.material_id = statement.material_id
          and coalesce(for_supplier_id, statement.supplier_id) = statement.supplier_id
      ) as source on true
    where stated_at < ${end} and (withdrawn_at is null or withdrawn_at >= ${end})
    order by 1, 2`.execute(db)
  return rows
}

/** What a supplier says of one material, in place of what it said before. */
export async function replaceMaterialStatement(
  db: Db,
  of: {
    readonly supplierId: number
    readonly materialId: number
    readonly statedOn: string
    readonly by: string
    readonly at: Date
  },
  arrivals: readonly { readonly arrivesOn: string; readonly quantity: number }[],
): Promise<number> {
  await withdrawMaterialStatement(db, of)
  const { material_statement_id } = await db
    .insertInto('material_statement')
    .values({
      supplier_id: of.supplierId,
      material_id: of.materialId,
      stated_on: of.statedOn,
      stated_by: of.by,
      stated_at: of.at,
    })
    .returning('material_statement_id')
    .executeTakeFirstOrThrow()
  if (arrivals.length > 0)
    await db
      .insertInto('material_arrival')
      .values(
        arrivals.map(({ arrivesOn, quantity }) => ({
          material_statement_id,
          supplier_id: of.supplierId,
          arrives_on: arrivesOn,
          quantity,
        })),
      )
      .execute()
  return material_statement_id
}

/** Says nothing of a material any more; false when nothing stood. */
export async function withdrawMaterialStatement(
  db: Db,
  of: { readonly supplierId: number; readonly materialId: number; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('material_statement')
    .set({ withdrawn_by: of.by, withdrawn_at: of.at })
    .where('supplier_id', '=', of.supplierId)
    .where('material_id', '=', of.materialId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What stands of a supplier's materials now, by material. */
export async function standingMaterials(db: Db, supplierId: number) {
  const rows = await db
    .selectFrom('material_statement as statement')
    .leftJoin(
      'material_arrival as arrival',
      'arrival.material_statement_id',
      'statement.material_statement_id',
    )
    .select([
      'statement.material_id as materialId',
      'statement.stated_on as statedOn',
      'arrival.arrives_on as arrivesOn',
      'arrival.quantity',
    ])
    .where('statement.supplier_id', '=', supplierId)
    .where('withdrawn_at', 'is', null)
    .orderBy('statement.material_id')
    .orderBy('arrival.arrives_on')
    .execute()
  const standing = new Map<
    number,
    { statedOn: string; arrivals: { arrivesOn: string; quantity: number }[] }
  >()
  for (const { materialId, statedOn, arrivesOn, quantity } of rows) {
    const stated = standing.get(materialId) ?? { statedOn, arrivals: [] }
    if (arrivesOn !== null && quantity !== null) stated.arrivals.push({ arrivesOn, quantity })
    standing.set(materialId, stated)
  }
  return standing
}
