import type { Db } from '#db/client'
import { nextLedgerVersion } from '#db/ledger'
import { addDays } from '#planning/time-bucket'
import { insertSampleGroups } from './sample-groups.ts'
import { FIRST_WEEK, insertSampleRun, SAMPLE, weeks } from './sample-run.ts'

/** A few items of two suppliers with one finished run: enough that every planner screen has something to show. */
export async function insertSampleCompany(db: Db): Promise<void> {
  await masters(db)
  await campaign(db)
  await insertSampleRun(db, SAMPLE.runId, FIRST_WEEK)
  await insertSampleGroups(db, SAMPLE.runId)
}

async function masters(db: Db) {
  await db
    .insertInto('supplier')
    .values([
      { supplier_id: SAMPLE.supplierId, code: 'S-DOWN', name_zh: '云岭羽绒厂', name_en: 'Yunling Down' },
      {
        supplier_id: SAMPLE.otherSupplierId,
        code: 'S-FRUIT',
        name_zh: '南果合作社',
        name_en: 'Nanguo Fruit Co-op',
      },
    ])
    .execute()
  await db
    .insertInto('shop_owner')
    .values({
      shop_owner_id: SAMPLE.shopOwnerId,
      code: 'O1',
      name: '王店主',
      region: 'Hangzhou',
      channel: 'wechat',
    })
    .execute()
  await db
    .insertInto('category')
    .values({ category_id: 1, code: 'CLOTHES', name_zh: '服装', name_en: 'Clothes' })
    .execute()
  await db
    .insertInto('customer_tag')
    .values([
      { category_id: 1, tag: 'value', name_zh: '看重性价比', name_en: 'Looks for value' },
      { category_id: 1, tag: 'looks', name_zh: '看重颜值', name_en: 'Looks for style' },
    ])
    .execute()
  await db
    .insertInto('product')
    .values({ product_id: 1, code: 'P-JACKET', name_zh: '羽绒服', name_en: 'Down jacket', category_id: 1 })
    .execute()
  await db
    .insertInto('setup_family')
    .values({ setup_family_id: 1, code: 'F-DOWN', name_zh: '羽绒', name_en: 'Down' })
    .execute()
  await db
    .insertInto('item')
    .values([
      {
        item_id: SAMPLE.jacketId,
        code: '00123',
        name_zh: '轻薄羽绒服 藏青 M',
        name_en: 'Light down jacket, navy M',
        product_id: 1,
        price_minor: 39900,
        unit_cost_minor: 18000,
        setup_family_id: 1,
      },
      {
        item_id: SAMPLE.shirtId,
        code: 'TS-01',
        name_zh: '基础款T恤',
        name_en: 'Basic T-shirt',
        product_id: 1,
        price_minor: 5900,
        setup_family_id: 1,
      },
      {
        item_id: SAMPLE.boxId,
        code: 'MANGO',
        name_zh: '芒果',
        name_en: 'Mango',
        base_unit: 'gram',
        price_minor: 3,
        ripening_days: 4,
      },
    ])
    .execute()
  await db
    .insertInto('item_supplier')
    .values([
      {
        item_id: SAMPLE.jacketId,
        supplier_id: SAMPLE.supplierId,
        lead_time_days: 28,
        minimum_order_quantity: 100,
      },
      { item_id: SAMPLE.shirtId, supplier_id: SAMPLE.supplierId, lead_time_days: 21 },
      { item_id: SAMPLE.boxId, supplier_id: SAMPLE.otherSupplierId, lead_time_days: 3 },
    ])
    .execute()
  await db
    .insertInto('production_line')
    .values({
      production_line_id: SAMPLE.lineId,
      supplier_id: SAMPLE.supplierId,
      code: 'L1',
      name_zh: '一号线',
      name_en: 'Line 1',
      capacity_minutes_per_day: 480,
    })
    .execute()
}

async function campaign(db: Db) {
  await db
    .insertInto('campaign')
    .values({
      campaign_id: SAMPLE.campaignId,
      code: 'C-JACKET',
      kind: 'joint-order',
      name_zh: '千人羽绒服联名',
      name_en: 'A thousand jackets',
      reference_price_minor: 39900,
      deposit_fraction: 0.1,
      threshold_quantity: 1000,
      cap_quantity: 1500,
      discount_ladder: JSON.stringify([
        { quantity: 500, discountFraction: 0.2 },
        { quantity: 1000, discountFraction: 0.3 },
      ]),
      deposit_from: '2026-05-01',
      deposit_to: '2026-06-20',
      balance_from: '2026-06-25',
      balance_to: '2026-07-05',
      ship_from: '2026-07-06',
      ship_to: '2026-07-26',
    })
    .execute()
  await db
    .insertInto('campaign_item')
    .values({ campaign_id: SAMPLE.campaignId, item_id: SAMPLE.jacketId })
    .execute()
  const ledger_version = await nextLedgerVersion(db, { importId: null, reason: 'sample', postedBy: 'test' })
  const entries = weeks((day) => day, 28).map((day) => ({
    item_id: SAMPLE.jacketId,
    ledger_version,
    rung: 'deposit',
    campaign_id: SAMPLE.campaignId,
    shop_owner_id: SAMPLE.shopOwnerId,
    occurred_at: `${addDays('2026-05-01', day)}T04:00:00Z`,
    occurred_on: addDays('2026-05-01', day),
    known_at: `${addDays('2026-05-01', day)}T04:00:00Z`,
    need_from: '2026-07-06',
    need_to: '2026-07-26',
    source_record_id: 1000 + day,
  }))
  await db
    .insertInto('demand_entry')
    .values([
      ...entries.map((entry, day) => ({ ...entry, kind: 'placed', quantity: 60 - day })),
      ...entries.slice(20).map((entry) => ({
        ...entry,
        kind: 'cancelled',
        quantity: 4,
        source_record_id: entry.source_record_id - 20,
      })),
    ])
    .execute()
}
