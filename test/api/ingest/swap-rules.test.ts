import { describe, expect, it } from 'vitest'
import { undoImport } from '#api/ingest/undo-import'
import { companyPerTest, firstFault } from '#test/support/import-company'
import { fileOf, importAll } from '#test/support/import-files'

const company = companyPerTest(
  `insert into subscription_plan (code, name_zh, name_en) values ('BOX', '周箱', 'Weekly box')`,
)
const { query } = company
const rules = (rows: string, language: 'en' | 'zh' = 'en') =>
  importAll(company.headwater, {
    kind: 'swap-rules',
    file: fileOf(
      `${
        language === 'en'
          ? 'Plan,Item,Replaced by,Pieces for one piece,Most per box,Value tolerance,Order of trial'
          : '订阅计划编码,商品编码,可换成,每件换几件,每箱最多替换,价值容差,尝试顺序'
      }\n${rows}`,
    ),
  })

describe('swap rules', () => {
  it('a rule is kept under headings of either language; the same again changes nothing, other figures replace it', async () => {
    const first = await rules('BOX,I1,I2,1.5,1,10%,2\nBOX,I2,I1,,2,,\n')
    expect([first.state, first.counts?.newLines]).toEqual(['committed', 2])
    expect((await rules('BOX,I1,I2,1.5,1,10%,2\nBOX,I2,I1,,3,,\n', 'zh')).counts).toMatchObject({
      newLines: 0,
      changedLines: 1,
    })
    expect(
      await query(
        'select i.code, pieces_per_piece, most_per_box, value_tolerance_fraction, rank from box_swap_rule join item i using (item_id) order by 1',
      ),
    ).toEqual([
      { code: 'I1', pieces_per_piece: 1.5, most_per_box: 1, value_tolerance_fraction: 0.1, rank: 2 },
      { code: 'I2', pieces_per_piece: 1, most_per_box: 3, value_tolerance_fraction: null, rank: 1 },
    ])
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      reason: 'master-data',
    })
  })

  it.each([
    ['OX,I1,I2,1,1,,\n', 2, 'Plan', 'OX', 'unknown-plan'],
    ['BOX,I9,I2,1,1,,\n', 2, 'Item', 'I9', 'unknown-item'],
    ['BOX,I1,I9,1,1,,\n', 2, 'Replaced by', 'I9', 'unknown-item'],
    ['BOX,I1,I1,1,1,,\n', 2, 'Replaced by', 'I1', 'replaces-itself'],
    ['BOX,I1,I2,0,1,,\n', 2, 'Pieces for one piece', '0', 'number-too-small'],
    ['BOX,I1,I2,1,,,\n', 2, 'Most per box', '', 'value-required'],
    ['BOX,I1,I2,1,1,150%,\n', 2, 'Value tolerance', '150%', 'number-too-large'],
    ['BOX,I1,I2,1,1,,\nBOX,I1,I2,2,1,,\n', 3, 'Replaced by', 'I2', 'duplicate-key'],
  ])('%j is refused at line %d, column %s', async (rows, ...fault) => {
    expect(firstFault(await rules(rows))).toEqual(fault)
    expect(await query('select from box_swap_rule')).toEqual([])
  })
})
