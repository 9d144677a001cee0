import { describe, expect, it } from 'vitest'
import { undoImport } from '#api/ingest/undo-import'
import { companyPerTest, firstFault } from '#test/support/import-company'
import { fileOf, importAll } from '#test/support/import-files'

const company =
  companyPerTest(`insert into supplier (code, name_zh, name_en) values ('S1', '甲厂', 'Factory A');
     insert into stock_location (code, name_zh, name_en) values ('W1', '一号仓', 'Warehouse 1');
     insert into category (code, name_zh, name_en) values ('K1', '服装', 'Clothes')`)
const { query } = company

describe('stock', () => {
  const header = '商品编码,仓库编码,盘点时间,现有库存\n'
  const stock = (rows: string, createMissing: readonly 'locations'[] = []) =>
    importAll(company.headwater, { kind: 'stock', file: fileOf(header + rows), createMissing })
  it('a count is kept once; another figure for the same moment is refused; undo removes it', async () => {
    const first = await stock('I1,W1,2026-06-01 20:00,15\nI2,W1,2026-06-01 20:00,0\n')
    expect([first.state, first.counts?.newLines, first.ledgerVersion]).toEqual(['committed', 2, null])
    expect((await stock('I1,W1,2026-06-01 20:00,15\n')).counts?.newLines).toBe(0)
    expect(firstFault(await stock('I1,W1,2026-06-01 20:00,16\n'))).toEqual([
      2,
      '现有库存',
      '16',
      'already-different',
    ])
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      undone: true,
      reversals: 2,
    })
    expect((await stock('I1,W1,2026-06-01 20:00,16\n')).counts?.newLines).toBe(1)
  })
  it('a negative stock, an unknown place and a count given twice are faults; a place can be made', async () => {
    expect(firstFault(await stock('I1,W1,2026-06-01,-1\n'))).toEqual([
      2,
      '现有库存',
      '-1',
      'number-too-small',
    ])
    expect(firstFault(await stock('I1,W9,2026-06-01,1\n'))).toEqual([2, '仓库编码', 'W9', 'unknown-location'])
    expect(firstFault(await stock('I1,W1,2026-06-01,1\nI1,W1,2026-06-01,2\n'))).toEqual([
      3,
      '商品编码',
      'I1',
      'duplicate-key',
    ])
    expect((await stock('I1,W9,2026-06-01,1\n', ['locations'])).counts).toMatchObject({
      newLines: 1,
      createdLocations: 1,
    })
  })
})

describe('receipts', () => {
  const header = 'Receipt,Item,Supplier,Stock location,Quantity,Received on\n'
  const receipts = (rows: string) =>
    importAll(company.headwater, { kind: 'receipts', file: fileOf(header + rows) })
  it('known at the start of its business day; the same number with other values is refused', async () => {
    expect((await receipts('R1,I1,S1,W1,40,2026-06-02\n')).counts?.newLines).toBe(1)
    expect((await receipts('R1,I1,S1,W1,40,2026-06-02\nR2,I2,,,5,2026-06-03\n')).counts?.newLines).toBe(1)
    expect(firstFault(await receipts('R1,I1,S1,W1,41,2026-06-02\n'))).toEqual([
      2,
      'Receipt',
      'R1',
      'already-different',
    ])
    expect(firstFault(await receipts('R3,I1,S9,W1,41,2026-06-02\n'))).toEqual([
      2,
      'Supplier',
      'S9',
      'unknown-supplier',
    ])
    expect(
      await query(
        `select code, quantity, received_on, known_at = '2026-06-01T16:00:00Z' as known from receipt where code = 'R1'`,
      ),
    ).toEqual([{ code: 'R1', quantity: 40, received_on: '2026-06-02', known: true }])
  })
})

describe('the same file twice, and undo', () => {
  it('receipts: the second time changes nothing; undo takes them away and lets other values in', async () => {
    const receipts = (rows: string) =>
      importAll(company.headwater, {
        kind: 'receipts',
        file: fileOf(`Receipt,Item,Quantity,Received on\n${rows}`),
      })
    const first = await receipts('R1,I1,40,2026-06-02\nR2,I2,5,2026-06-03\n')
    expect((await receipts('R1,I1,40,2026-06-02\nR2,I2,5,2026-06-03\n')).counts?.newLines).toBe(0)
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      undone: true,
      reversals: 2,
    })
    expect(await query('select count(*)::integer as count from receipt')).toEqual([{ count: 0 }])
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      undone: false,
      reason: 'not-committed',
    })
    expect((await receipts('R1,I1,41,2026-06-02\n')).counts?.newLines).toBe(1)
  })
  it('owners and campaigns: the second time changes nothing; what was overwritten is not undone', async () => {
    const owners = 'Shop owner,Name,Team\nO1,Zhang,North\nO9,Li,\n'
    const campaigns = `Campaign,Campaign kind,Items,Reference price,Deposit share,Deposit from,Deposit to,Balance from,Balance to,Ship from,Ship to
C9,pre-sale,I1,99,10%,2026-06-01,2026-06-10,2026-06-20,2026-06-25,2026-07-01,2026-07-10\n`
    for (const [kind, text] of [
      ['owners', owners],
      ['campaigns', campaigns],
    ] as const) {
      const { importId, counts } = await importAll(company.headwater, { kind, file: fileOf(text) })
      expect(counts?.newLines).toBe(1)
      expect((await importAll(company.headwater, { kind, file: fileOf(text) })).counts).toMatchObject({
        newLines: 0,
        changedLines: 0,
      })
      expect(await undoImport(company.headwater, 'test', importId)).toMatchObject({
        undone: false,
        reason: 'master-data',
      })
    }
  })
  it('expectations: the second time changes nothing, undo leaves nothing', async () => {
    const file = fileOf('Shop owner,Item,Quantity,Stated at,Needed from\nO1,I1,8,2026-06-01,2026-07-06\n')
    const first = await importAll(company.headwater, { kind: 'expectations', file })
    expect((await importAll(company.headwater, { kind: 'expectations', file })).counts).toMatchObject({
      newEntries: 0,
      reversals: 0,
    })
    await undoImport(company.headwater, 'test', first.importId)
    expect(await query('select sum(quantity)::integer as units from demand_entry')).toEqual([{ units: 0 }])
  })
})

describe('items and owners', () => {
  it('new ones are made, known ones changed, empty cells keep what is known, equal rows change nothing', async () => {
    const header =
      'Item,Chinese name,Category,Product,Price,Service level,Supplier,Lead time (days),Lot multiple\n'
    const items = (rows: string) =>
      importAll(company.headwater, { kind: 'items', file: fileOf(header + rows) })
    const first = await items('I1,大衣,K1,P1,129.90,97%,S1,21,12\nI7,手套,K1,P2,,,,,\n')
    expect(first.counts).toMatchObject({ newLines: 1, changedLines: 1 })
    expect(
      await query(`select i.code, i.name_zh, i.name_en, p.code as product, i.price_minor, i.service_level_fraction, t.lead_time_days, t.lot_multiple
      from item i left join product p using (product_id) left join item_supplier t using (item_id) where i.code in ('I1', 'I7') order by 1`),
    ).toEqual([
      {
        code: 'I1',
        name_zh: '大衣',
        name_en: 'Coat',
        product: 'P1',
        price_minor: 12990,
        service_level_fraction: 0.97,
        lead_time_days: 21,
        lot_multiple: 12,
      },
      {
        code: 'I7',
        name_zh: '手套',
        name_en: '手套',
        product: 'P2',
        price_minor: 0,
        service_level_fraction: 0.95,
        lead_time_days: null,
        lot_multiple: null,
      },
    ])
    expect((await items('I1,大衣,K1,P1,,,S1,21,12\n')).counts).toMatchObject({ newLines: 0, changedLines: 0 })
    expect(firstFault(await items('I1,大衣,K9,P1,,,,,\n'))).toEqual([2, 'Category', 'K9', 'unknown-category'])
    expect(firstFault(await items('I1,大衣,K1,P1,,120%,,,\n'))).toEqual([
      2,
      'Service level',
      '120%',
      'number-too-large',
    ])
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      undone: false,
      reason: 'master-data',
    })
  })
  it('owners by code', async () => {
    const owners = (rows: string) =>
      importAll(company.headwater, { kind: 'owners', file: fileOf(`店主编码,名称,地区\n${rows}`) })
    expect((await owners('O1,张姐,华东\nO3,李哥,\n')).counts).toMatchObject({ newLines: 1, changedLines: 1 })
    expect(await query('select code, name, region from shop_owner order by code')).toEqual([
      { code: 'O1', name: '张姐', region: '华东' },
      { code: 'O2', name: '店主二', region: null },
      { code: 'O3', name: '李哥', region: null },
    ])
  })
})

describe('customers by tag', () => {
  const header = 'Shop owner,Category,Tag,Chinese name of the tag,Customers,Known at\n'
  const tags = (rows: string) =>
    importAll(company.headwater, { kind: 'owner-tags', file: fileOf(header + rows) })

  it('new tags join their category, counts that differ are kept beside earlier ones, the second time changes nothing', async () => {
    const rows = 'O1,K1,dry,干性,120,2026-05-01 10:00\nO1,K1,unknown,,30,2026-05-01 10:00\n'
    expect((await tags(rows)).counts).toMatchObject({ newLines: 2 })
    expect((await tags(rows)).counts).toMatchObject({ newLines: 0 })
    expect((await tags('O1,K1,dry,,90,2026-05-20 10:00\n')).counts).toMatchObject({ newLines: 1 })
    expect(await query('select tag, name_zh from customer_tag')).toEqual([{ tag: 'dry', name_zh: '干性' }])
    expect(await query('select tag, customer_count from owner_tag order by known_at, tag')).toEqual([
      { tag: 'dry', customer_count: 120 },
      { tag: 'unknown', customer_count: 30 },
      { tag: 'dry', customer_count: 90 },
    ])
  })

  it('an unknown owner and a count that is no number write nothing', async () => {
    expect((await tags('O404,K1,dry,,1,2026-05-01\nO1,K1,dry,,many,2026-05-01\n')).state).not.toBe(
      'committed',
    )
    expect(await query('select from owner_tag')).toEqual([])
  })
})

describe('campaigns', () => {
  const header =
    'Campaign,Campaign kind,Chinese name,Items,Reference price,Deposit share,Cap,Deposit from,Deposit to,Balance from,Balance to,Ship from,Ship to\n'
  const campaigns = (rows: string) =>
    importAll(company.headwater, { kind: 'campaigns', file: fileOf(header + rows) })
  const windows = '2026-06-01,2026-06-10,2026-06-20,2026-06-25,2026-07-01,2026-07-10'
  it('are written by code with their items, changed when they differ, left alone when they do not', async () => {
    const row = `C2,预售,羽绒服,"I1; I2",1299,10%,1000,${windows}\n`
    expect((await campaigns(row)).counts).toMatchObject({ newLines: 1, changedLines: 0 })
    expect((await campaigns(row)).counts).toMatchObject({ newLines: 0, changedLines: 0 })
    expect((await campaigns(row.replace('10%', '20%'))).counts).toMatchObject({
      newLines: 0,
      changedLines: 1,
    })
    expect(
      await query(`select c.name_en, c.reference_price_minor, c.deposit_fraction, c.cap_quantity, string_agg(i.code, ' ' order by i.code) as items
        from campaign c join campaign_item using (campaign_id) join item i using (item_id) where c.code = 'C2' group by c.campaign_id`),
    ).toEqual([
      {
        name_en: '羽绒服',
        reference_price_minor: 129_900,
        deposit_fraction: 0.2,
        cap_quantity: 1000,
        items: 'I1 I2',
      },
    ])
  })
  it('an unknown item and a window that ends before it begins are faults', async () => {
    expect(firstFault(await campaigns(`C2,预售,,I1 I9,1299,10%,,${windows}\n`))).toEqual([
      2,
      'Items',
      'I9',
      'unknown-item',
    ])
    const turned = windows.replace('2026-06-25', '2026-06-15')
    expect(firstFault(await campaigns(`C2,预售,,I1,1299,10%,,${turned}\n`))).toEqual([
      2,
      'Balance to',
      '2026-06-15',
      'date-before',
    ])
  })
})

describe('expectations', () => {
  it('are unpaid intent for a week, by owner', async () => {
    const file = fileOf(
      'Shop owner,Item,Quantity,Stated at,Needed from,Needed to\nO1,I1,8,2026-06-01,2026-07-06,2026-07-12\n',
    )
    expect((await importAll(company.headwater, { kind: 'expectations', file })).counts?.newEntries).toBe(1)
    expect(await query('select kind, rung, quantity, need_from, need_to from demand_entry')).toEqual([
      { kind: 'expected', rung: 'intent', quantity: 8, need_from: '2026-07-06', need_to: '2026-07-12' },
    ])
    const wrong = fileOf(
      'Shop owner,Item,Quantity,Stated at,Needed from,Needed to\nO1,I1,8,2026-06-01,2026-07-06,2026-07-01\n',
    )
    expect(firstFault(await importAll(company.headwater, { kind: 'expectations', file: wrong }))).toEqual([
      2,
      'Needed to',
      '2026-07-01',
      'date-before',
    ])
  })
})
