import { sql } from 'kysely'
import type { Db } from '#db/client'
import { SAMPLE } from './sample-run.ts'

/** One subscriber of a weekly box on Wednesdays; the fruit in it ripens 4 days and keeps 5. */
export async function insertSampleBoxes(db: Db): Promise<void> {
  await db
    .updateTable('item')
    .set({ ripening_days: 4, shelf_life_days: 5 })
    .where('item_id', '=', SAMPLE.boxId)
    .execute()
  await db
    .insertInto('subscription_plan')
    .values({ subscription_plan_id: 51, code: 'FRUIT', name_zh: '鲜果周箱', name_en: 'Weekly fruit box' })
    .execute()
  await db
    .insertInto('box_content')
    .values({ subscription_plan_id: 51, valid_from: '2026-01-05', item_id: SAMPLE.boxId, quantity: 2 })
    .execute()
  await sql`
    insert into subscription (subscription_id, code, subscription_plan_id, started_on, first_box_on)
    values (51, 'S51', 51, '2026-05-01', '2026-05-06')`.execute(db)
}

/** Its row of the ripening table: 4 days at 20 °C, 2.5 times as fast 10 °C warmer, 13 °C on the way. */
export async function insertSampleRipening(db: Db): Promise<void> {
  await db
    .insertInto('ripening')
    .values({
      item_id: SAMPLE.boxId,
      days_at_reference: 4,
      reference_celsius: 20,
      q10: 2.5,
      transport_celsius: 13,
      warehouse_celsius: 20,
      home_celsius: 24,
      lowest_celsius: 12,
    })
    .execute()
}

/** As many more subscribers of the box, paid until the end of the year, and 300 pieces on order for 8 June. */
export async function insertSampleSubscribers(db: Db, count: number): Promise<void> {
  await sql`
    insert into subscription (subscription_id, code, subscription_plan_id, started_on, first_box_on, prepaid_to)
    select 1000 + n, 'S' || 1000 + n, 51, '2026-05-01', '2026-05-06', '2026-12-31'
    from generate_series(1, ${count}::integer) as n`.execute(db)
  await sql`
    insert into subscription_event (subscription_id, ledger_version, kind, occurred_on, known_at)
    select subscription_id, 1, 'started', started_on, started_on from subscription where subscription_id > 1000`.execute(
    db,
  )
  await sql`
    insert into supply_order (code, kind, item_id, supplier_id, quantity, placed_on, due_on, known_at)
    values ('PO-BOX', 'purchase', ${SAMPLE.boxId}, ${SAMPLE.otherSupplierId}, 300, '2026-05-20', '2026-06-08',
      '2026-05-20')`.execute(db)
}

/** Makes of the shirt a pear that keeps 20 days and costs what the mango does: something that can stand in. */
export async function insertSampleStandIn(db: Db): Promise<void> {
  await db
    .updateTable('item')
    .set({
      code: 'PEAR',
      name_zh: '梨',
      name_en: 'Pear',
      base_unit: 'gram',
      price_minor: 3,
      shelf_life_days: 20,
    })
    .where('item_id', '=', SAMPLE.shirtId)
    .execute()
}
