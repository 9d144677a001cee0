import { describe, expect, it } from 'vitest'
import { undoImport } from '#api/ingest/undo-import'
import { companyPerTest, firstFault } from '#test/support/import-company'
import { fileOf, importAll } from '#test/support/import-files'

const company = companyPerTest()
const { query } = company
const zh =
  '商品编码,基准温度下催熟（天）,基准温度（°C）,升温 10 °C 的倍数（Q10）,运输温度（°C）,仓库温度（°C）,家中温度（°C）,最低温度（°C）\n'
const en =
  'Item,Ripening at reference (days),Reference (°C),Times as fast 10 °C warmer (Q10),Transport (°C),Warehouse (°C),At home (°C),Lowest (°C)\n'
const table = (rows: string, header = zh) =>
  importAll(company.headwater, { kind: 'ripening', file: fileOf(header + rows) })

describe('ripening table', () => {
  it('rows are kept under headings of either language; the same rows again change nothing, other ones replace them', async () => {
    const first = await table('I1,4,20,2.5,13,20,24,12\nI2,6.2,20,2.2,-1,18.5,22,\n')
    expect([first.state, first.counts?.newLines, first.ledgerVersion]).toEqual(['committed', 2, null])
    const again = await table('I1,4,20,2.5,13,20,24,12\nI2,6.2,20,2.2,-1,15,22,\n', en)
    expect(again.counts).toMatchObject({ newLines: 0, changedLines: 1 })
    expect(
      await query(
        'select code, days_at_reference, transport_celsius, warehouse_celsius, lowest_celsius from ripening join item using (item_id) order by 1',
      ),
    ).toEqual([
      { code: 'I1', days_at_reference: 4, transport_celsius: 13, warehouse_celsius: 20, lowest_celsius: 12 },
      {
        code: 'I2',
        days_at_reference: 6.2,
        transport_celsius: -1,
        warehouse_celsius: 15,
        lowest_celsius: null,
      },
    ])
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      reason: 'master-data',
    })
  })

  it.each([
    ['I9,4,20,2.5,13,20,24,12\n', 2, '商品编码', 'I9', 'unknown-item'],
    ['I1,0,20,2.5,13,20,24,12\n', 2, '基准温度下催熟（天）', '0', 'number-too-small'],
    ['I1,4,20,warm,13,20,24,12\n', 2, '升温 10 °C 的倍数（Q10）', 'warm', 'not-a-number'],
    ['I1,4,20,2.5,13,68,24,12\n', 2, '仓库温度（°C）', '68', 'number-too-large'],
    ['I1,4,20,2.5,13,20,,12\n', 2, '家中温度（°C）', '', 'value-required'],
    ['I1,4,10,2.5,13,20,24,12\n', 2, '基准温度（°C）', '10', 'reference-too-cold'],
    ['I1,4,20,2.5,13,20,24,\nI1,5,20,2.5,13,20,24,\n', 3, '商品编码', 'I1', 'duplicate-key'],
  ])('%j is refused at line %d, column %s', async (rows, ...fault) => {
    expect(firstFault(await table(rows))).toEqual(fault)
    expect(await query('select from ripening')).toEqual([])
  })
})
