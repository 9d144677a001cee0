import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { momentReader } from '#api/ingest/date-text'
import { UnreadableFile } from '#api/ingest/import-fault'
import { openSource } from '#api/ingest/open-source'
import { rowReader } from '#api/ingest/row-reader'
import { importFaultText } from '#api/wording/import-fault'

async function rowsOf(text: string) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'headwater-')), 'sales.csv')
  writeFileSync(file, text)
  const source = await openSource(file, null)
  const rows = []
  for await (const batch of source.rows) rows.push(...batch)
  return { header: source.header.cells, rows }
}

describe('files as spreadsheet programs leave them', () => {
  it('rows of empty cells are no rows; the others keep their line numbers', async () => {
    const { rows } = await rowsOf('Item,Quantity\r\nA,1\r\n,,\r\n  ,\r\nB,2\r\n,\r\n\r\n')
    expect(rows).toEqual([
      { line: 2, cells: ['A', '1'] },
      { line: 5, cells: ['B', '2'] },
    ])
  })
  it('lines that end in carriage returns alone are lines', async () => {
    const { header, rows } = await rowsOf('Item,Quantity\rA,"1,200"\rB,2\r')
    expect(header).toEqual(['Item', 'Quantity'])
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['A', '1,200'],
      ['B', '2'],
    ])
  })
  it('dates in full-width digits are read as full-width numbers are', () => {
    const read = momentReader('Asia/Shanghai', undefined)
    expect(read('２０２６／１／５')).toBe('2026-01-05 00:00:00')
    expect(read('２０２６年１月５日　１４：０５')).toBe('2026-01-05 14:05:00')
  })
})

describe('the day number of a spreadsheet where a date is expected', () => {
  const read = momentReader('Asia/Shanghai', undefined)
  it('46027 is refused as what it looks like, 2026-01-05, with the way to have it read', () => {
    const refused = read('46027')
    expect(refused).toMatchObject({ fault: 'date-day-number', parameters: { date: '2026-01-05' } })
    const text = (language: 'en' | 'zh') =>
      importFaultText('date-day-number', { date: '2026-01-05' }, language)
    expect(text('en')).toContain('day number of a spreadsheet, 2026-01-05')
    expect(text('zh')).toContain('日期序号（2026-01-05）')
  })
  it('a number that is no day of 1970 to 2100 is no date', () => {
    expect([read('12345'), read('99999')]).toMatchObject([{ fault: 'not-a-date' }, { fault: 'not-a-date' }])
  })
  it('46027.5 is read as noon of that day where the mapping says so', () => {
    const numbers = momentReader('Asia/Shanghai', 'day-number')
    expect(numbers('46027.5')).toBe('2026-01-05 12:00:00')
    expect(numbers('2026-01-05')).toBe('2026-01-05 00:00:00')
    expect(numbers('soon')).toMatchObject({ fault: 'not-a-date' })
  })
})

describe('faults in the language of the reader', () => {
  function faultOf(cells: string[]) {
    try {
      rowReader(
        { line: 1, cells },
        {
          kind: 'owner-sales',
          mapping: null,
          timeZone: 'Asia/Shanghai',
          latest: '2026-06-01',
          isSheet: false,
        },
      )
    } catch (error) {
      if (error instanceof UnreadableFile) return error.fault
    }
    throw new Error('the header was taken')
  }
  it('every missing column is named, beside the columns the file has', () => {
    const { column, fault, parameters } = faultOf(['商品编码', '件数', '日期'])
    expect(column).toBe('数量')
    expect(importFaultText(fault, parameters, 'zh')).toMatch(
      /^缺少列：数量、销售时间。文件中的列：商品编码, 件数, 日期。/,
    )
    expect(importFaultText(fault, parameters, 'en')).toMatch(/^Columns are missing: Quantity, Sold at\./)
  })
  it('choices and foreign formats are said in Chinese to a Chinese reader', () => {
    expect(importFaultText('not-a-choice', { choices: 'sale, return' }, 'zh')).toBe(
      '请填写以下之一：销售、退货。',
    )
    expect(importFaultText('format-unknown', { found: 'binary' }, 'zh')).toContain('二进制数据')
  })
})
