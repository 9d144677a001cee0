import { describe, expect, it } from 'vitest'
import { undoImport } from '#api/ingest/undo-import'
import { companyPerTest } from '#test/support/import-company'
import { fileOf, importAll } from '#test/support/import-files'

const company = companyPerTest(
  `insert into supplier (code, name_zh, name_en) values ('S1', '甲厂', 'Factory A'), ('S2', '乙厂', 'Factory B')`,
)
const { query } = company
const lines = (rows: string) =>
  importAll(company.headwater, {
    kind: 'lines',
    file: fileOf(
      `Production line,Supplier,English name,Minutes per day,Overtime minutes per day,Overtime cost per minute\n${rows}`,
    ),
  })
const routings = (rows: string) =>
  importAll(company.headwater, {
    kind: 'routings',
    file: fileOf(
      `Item,Production line,Setup family,English name of the family,Minutes per base unit,Setup of the item (minutes)\n${rows}`,
    ),
  })
const changeovers = (rows: string) =>
  importAll(company.headwater, {
    kind: 'changeovers',
    file: fileOf(`产线编码,换出组（空：任何状态）,换入组,换产（分钟）,换产成本\n${rows}`),
  })
const faultOf = ({ firstFaults }: Awaited<ReturnType<typeof importAll>>) => {
  const { line, column, value, fault } = firstFaults[0]!
  return [line, column, value, fault]
}
const MATRIX = 'L1,,RED,30,60\nL1,RED,BLUE,45,90.50\nL1,BLUE,RED,10,\n'

describe('the shop floor by import', () => {
  it('lines, routings with their families, and changeovers come in; the second time changes nothing', async () => {
    expect((await lines('L1,S1,Line 1,480,60,2.50\n')).counts?.newLines).toBe(1)
    expect((await routings('I1,L1,RED,Red dye,1.5,5\nI2,L1,BLUE,Blue dye,0.25,\n')).counts?.newLines).toBe(2)
    expect((await changeovers(MATRIX)).counts).toMatchObject({ newLines: 3, changedLines: 0 })
    expect((await lines('L1,S1,,480,,\n')).counts).toMatchObject({ newLines: 0, changedLines: 0 })
    expect((await routings('I1,L1,RED,,1.5,5\n')).counts).toMatchObject({ newLines: 0, changedLines: 0 })
    expect((await changeovers(MATRIX)).counts).toMatchObject({ newLines: 0, changedLines: 0 })
    expect((await changeovers('L1,RED,BLUE,40,90.50\n')).counts).toMatchObject({
      newLines: 0,
      changedLines: 1,
    })
    expect(
      await query(
        'select name_en, capacity_minutes_per_day, overtime_cost_minor_per_minute from production_line',
      ),
    ).toEqual([{ name_en: 'Line 1', capacity_minutes_per_day: 480, overtime_cost_minor_per_minute: 250 }])
    expect(
      await query(`select a.code as before, b.code as after, changeover_minutes, changeover_cost_minor
        from changeover join setup_family a on a.setup_family_id = from_family_id
        join setup_family b on b.setup_family_id = to_family_id order by 1`),
    ).toEqual([
      { before: 'BLUE', after: 'RED', changeover_minutes: 10, changeover_cost_minor: 0 },
      { before: 'RED', after: 'BLUE', changeover_minutes: 40, changeover_cost_minor: 9050 },
    ])
    expect(
      await query(
        'select code, setup_minutes, setup_cost_minor from family_setup join setup_family using (setup_family_id)',
      ),
    ).toEqual([{ code: 'RED', setup_minutes: 30, setup_cost_minor: 6000 }])
    expect(
      await query(`select item.code, family.code as family, family.name_en, run_minutes_per_unit, setup_minutes
        from routing join item using (item_id) join setup_family family using (setup_family_id) order by 1`),
    ).toEqual([
      { code: 'I1', family: 'RED', name_en: 'Red dye', run_minutes_per_unit: 1.5, setup_minutes: 5 },
      { code: 'I2', family: 'BLUE', name_en: 'Blue dye', run_minutes_per_unit: 0.25, setup_minutes: 0 },
    ])
  })

  it('an unknown line or family, a pair given twice, two families of an item and a line of another supplier are faults', async () => {
    await lines('L1,S1,Line 1,480,,\n')
    await routings('I1,L1,RED,,1,\n')
    expect(faultOf(await changeovers('L9,,RED,10,\n'))).toEqual([2, '产线编码', 'L9', 'unknown-line'])
    expect(faultOf(await changeovers('L1,GREY,RED,10,\n'))).toEqual([
      2,
      '换出组（空：任何状态）',
      'GREY',
      'unknown-family',
    ])
    expect(faultOf(await changeovers('L1,,RED,10,\nL1,,RED,20,\n'))).toEqual([
      3,
      '换入组',
      'RED',
      'duplicate-key',
    ])
    expect(faultOf(await changeovers('L1,RED,RED,-1,\n'))).toEqual([
      2,
      '换产（分钟）',
      '-1',
      'number-too-small',
    ])
    expect(faultOf(await routings('I1,L1,RED,,1,\nI1,L1,BLUE,,1,\n'))[3]).toBe('duplicate-key')
    await lines('L2,S1,Line 2,480,,\n')
    expect(faultOf(await routings('I1,L1,RED,,1,\nI1,L2,BLUE,,1,\n'))).toEqual([
      3,
      'Setup family',
      'BLUE',
      'two-families',
    ])
    expect(faultOf(await lines('L1,S2,Line 1,480,,\n'))).toEqual([2, 'Supplier', 'S2', 'line-of-other'])
  })

  it('what was written over is not undone', async () => {
    const { importId } = await lines('L1,S1,Line 1,480,,\n')
    expect(await undoImport(company.headwater, 'test', importId)).toMatchObject({
      undone: false,
      reason: 'master-data',
    })
  })
})
