import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { xlsxRows } from '#api/ingest/xlsx-rows'
import { csvText } from '#api/reports/file/csv'
import { writeParquet } from '#api/reports/file/parquet'
import type { Cell, FileTable } from '#api/reports/file/table'
import { xlsxBytes } from '#api/reports/file/xlsx'
import { fileOf } from '#test/support/import-files'

const table = (rows: readonly (readonly Cell[])[]): FileTable => ({
  name: 'Demand: week/1',
  columns: [
    { heading: '商品编码', type: 'text' },
    { heading: 'Quantity', type: 'number' },
    { heading: 'Week', type: 'date' },
    { heading: 'At', type: 'moment' },
  ],
  rows,
})

const ROWS = [
  ['00123', 12.5, '2026-01-05', '2026-01-05 08:30:00'],
  ['69012345678901', -3, null, null],
  ['=1+1', 0, '2024-02-29', '2024-02-29 23:59:59'],
  ['a & <b> "c"\n第二行 _x000D_ ', null, '2026-12-28', null],
] as const

async function xlsxOf(given: FileTable): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of xlsxBytes([given])) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function cellsOf(bytes: Uint8Array): Promise<(readonly string[])[]> {
  const found: (readonly string[])[] = []
  for await (const batch of xlsxRows(fileOf(bytes, 'xlsx'), undefined))
    for (const row of batch) found.push(row.cells)
  return found
}

describe('XLSX', () => {
  it('what is written is read again: codes as text, dates as dates, letters as they are', async () => {
    expect(await cellsOf(await xlsxOf(table(ROWS)))).toEqual([
      ['商品编码', 'Quantity', 'Week', 'At'],
      ['00123', '12.5', '2026-01-05', '2026-01-05 08:30:00'],
      ['69012345678901', '-3'],
      ['=1+1', '0', '2024-02-29', '2024-02-29 23:59:59'],
      ['a & <b> "c"\n第二行 _x000D_ ', '', '2026-12-28'],
    ])
  })
  it('nothing in it is a formula, every cell has its address, the sheet name is a legal one', async () => {
    const files = unzipSync(await xlsxOf(table(ROWS)))
    const sheet = Buffer.from(files['xl/worksheets/sheet1.xml']!).toString()
    expect(sheet).not.toContain('<f>')
    expect(sheet.match(/<c /g)?.length).toBe(sheet.match(/<c r="[A-D][1-5]"/g)?.length)
    expect(Buffer.from(files['xl/workbook.xml']!).toString()).toContain('name="Demand  week 1"')
  })
  it('more rows than a sheet holds are refused, not cut off', async () => {
    const rows = (function* () {
      for (let row = 0; row < 1_048_576; row++) yield ['']
    })()
    await expect(xlsxOf({ ...table([]), rows })).rejects.toThrow('at most 1048576 rows')
  })
})

describe('CSV', () => {
  it('begins with a byte-order mark, quotes what needs it and makes formulas inert, not numbers', async () => {
    let text = ''
    for await (const piece of csvText(
      table([
        ['00123', -3, null, null],
        ['=1+1', 2, null, null],
        ['@x', 2, null, null],
        ['-5', 1, null, null],
        ['a,"b"\n', 1, null, null],
      ]),
    ))
      text += piece
    expect(text).toBe(
      `\uFEFF商品编码,Quantity,Week,At\r\n00123,-3,,\r\n'=1+1,2,,\r\n'@x,2,,\r\n-5,1,,\r\n"a,""b""\n",1,,\r\n`,
    )
  })
})

describe('Parquet', () => {
  it('keeps types: text, double, date, timestamp', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'headwater-parquet-')), "it's.parquet")
    await writeParquet(table(ROWS), file)
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const read = await connection.runAndReadAll(`select * from '${file.replaceAll("'", "''")}'`)
    expect(read.columnTypes().map(String)).toEqual(['VARCHAR', 'DOUBLE', 'DATE', 'TIMESTAMP'])
    expect(read.getRowObjectsJson()[0]).toEqual({
      商品编码: '00123',
      Quantity: 12.5,
      Week: '2026-01-05',
      At: '2026-01-05 08:30:00',
    })
    expect(read.getRowObjectsJson()[1]).toMatchObject({ Quantity: -3, Week: null })
  })
  it('refuses a word in a number column', async () => {
    await expect(writeParquet(table([['a', 'many', null, null]]), '/tmp/never.parquet')).rejects.toThrow(
      'cannot hold "many"',
    )
  })
})
