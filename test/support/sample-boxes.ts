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
