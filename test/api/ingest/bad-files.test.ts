import { gzipSync, strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportKind } from '#api/ingest/import-field'
import type { Headwater } from '#db/client'
import { testDatabase } from '#test/support/database'
import { check, countEntries, fileOf, importAll, makeMasters, sheetOf } from '#test/support/import-files'

let headwater: Headwater

beforeAll(async () => {
  headwater = await testDatabase()
  await makeMasters(headwater)
})
afterAll(() => headwater.close())

const HEADER = 'Order line,Item,Shop owner,Type,Quantity,Sold at'

/** First fault of a file as [line, column, value, fault]; the ledger must stay empty. */
async function firstFault(content: string | Uint8Array, kind: ImportKind = 'owner-sales') {
  const summary = await importAll(headwater, { kind, file: fileOf(content) })
  expect(summary.state).toBe('rejected')
  expect(await countEntries(headwater)).toBe(0)
  const { line, column, value, fault } = summary.firstFaults[0]!
  return [line, column, value, fault]
}

const sale = (cells: string) => `${HEADER}\nA1,I1,O1,sale,2,2026-05-01\n${cells}\n`

describe('files that cannot be read', () => {
  it('an empty file', async () => {
    expect(await firstFault('')).toEqual([0, null, null, 'file-empty'])
  })
  it('a byte-order mark alone', async () => {
    expect(await firstFault('\uFEFF')).toEqual([0, null, null, 'file-empty'])
  })
  it('a header without rows', async () => {
    expect(await firstFault(`${HEADER}\n`)).toEqual([1, null, null, 'no-rows'])
  })
  it('a required column that is missing', async () => {
    expect(await firstFault('Item,Quantity\nI1,2\n')).toEqual([1, 'Sold at', null, 'column-missing'])
  })
  it('two columns of one name', async () => {
    expect(await firstFault('Item,Item,Quantity,Sold at\nI1,I1,2,2026-05-01\n')).toEqual([
      1,
      'Item',
      null,
      'column-twice',
    ])
  })
  it('a quotation mark that is never closed is told where it opens', async () => {
    expect(await firstFault(sale('A2,"I1,O1,sale,2,2026-05-01'))).toEqual([3, null, null, 'quote-not-closed'])
  })
  it('gzip cut off in the middle', async () => {
    const whole = gzipSync(strToU8(sale('A2,I1,O1,sale,2,2026-05-02').repeat(50)))
    expect((await firstFault(whole.subarray(0, whole.length - 20)))[3]).toBe('archive-damaged')
  })
  it('a line that is neither UTF-8 nor GB18030', async () => {
    const bytes = Buffer.concat([Buffer.from(sale('A2,I1,O1,sale,2,')), Buffer.from([0xff, 0xff, 0x0a])])
    expect(await firstFault(bytes)).toEqual([4, null, null, 'encoding-unknown'])
  })
  it('PDF, old Excel and other binary files by their first bytes', async () => {
    expect((await firstFault('%PDF-1.7 something'))[3]).toBe('format-unknown')
    expect((await firstFault(Buffer.from('d0cf11e0a1b11ae1', 'hex')))[3]).toBe('format-unknown')
    expect((await firstFault(Buffer.from([1, 2, 0, 0, 3, 4])))[3]).toBe('format-unknown')
  })
  it('XLSX cut off in the middle', async () => {
    const whole = sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>Item</t></is></c></row>')
    expect((await firstFault(whole.subarray(0, whole.length - 30)))[3]).toBe('archive-damaged')
  })
  it('XLSX whose sheet ends before its end tag', async () => {
    const cells = ['Item', 'Quantity', 'Sold at'].map(
      (text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`,
    )
    const cut = sheetOf('', {}, `<worksheet><sheetData><row>${cells.join('')}</row>`)
    expect((await firstFault(cut))[3]).toBe('archive-damaged')
  })
  it('a zip without a workbook', async () => {
    expect((await firstFault(zipSync({ 'a.txt': strToU8('a') })))[3]).toBe('format-unknown')
  })
  it('an archive that unpacks to more than 200 times its size', async () => {
    const bomb = zipSync({
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="Data" sheetId="1"/></sheets></workbook>'),
      'xl/worksheets/sheet1.xml': new Uint8Array(80 * 2 ** 20).fill(32),
    })
    expect(bomb.length).toBeLessThan(200_000)
    expect((await firstFault(bomb))[3]).toBe('file-too-large')
  })
  it('a document type, the door of entity bombs', async () => {
    const bomb = sheetOf('', {}, '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>')
    expect((await firstFault(bomb))[3]).toBe('archive-damaged')
  })
  it('a file that is not there', async () => {
    const summary = await check(headwater, { kind: 'owner-sales', file: '/nowhere/sales.csv' })
    expect([summary.state, summary.firstFaults[0]?.fault]).toEqual(['rejected', 'file-missing'])
  })
})

describe('rows that cannot be taken, each with line, column and value', () => {
  const cases: readonly [string, string, readonly unknown[]][] = [
    ['an unknown item', 'A2,I9,O1,sale,2,2026-05-01', [3, 'Item', 'I9', 'unknown-item']],
    ['an unknown owner', 'A2,I1,O9,sale,2,2026-05-01', [3, 'Shop owner', 'O9', 'unknown-owner']],
    ['30 February', 'A2,I1,O1,sale,2,2026-02-30', [3, 'Sold at', '2026-02-30', 'date-impossible']],
    ['hour 25', 'A2,I1,O1,sale,2,2026-02-03 25:00', [3, 'Sold at', '2026-02-03 25:00', 'date-impossible']],
    ['the year 0026', 'A2,I1,O1,sale,2,0026-02-03', [3, 'Sold at', '0026-02-03', 'date-out-of-range']],
    ['a sale of next year', 'A2,I1,O1,sale,2,2027-05-01', [3, 'Sold at', '2027-05-01', 'date-in-future']],
    ['day and month in doubt', 'A2,I1,O1,sale,2,03/04/2026', [3, 'Sold at', '03/04/2026', 'date-ambiguous']],
    ['a word as date', 'A2,I1,O1,sale,2,yesterday', [3, 'Sold at', 'yesterday', 'not-a-date']],
    ['a negative sale', 'A2,I1,O1,sale,-2,2026-05-01', [3, 'Quantity', '-2', 'quantity-negative']],
    ['nothing sold', 'A2,I1,O1,sale,0,2026-05-01', [3, 'Quantity', '0', 'quantity-zero']],
    ['half a piece', 'A2,I1,O1,sale,2.5,2026-05-01', [3, 'Quantity', '2.5', 'not-whole']],
    ['a word as quantity', 'A2,I1,O1,sale,two,2026-05-01', [3, 'Quantity', 'two', 'not-a-number']],
    [
      'a huge quantity',
      'A2,I1,O1,sale,99999999999999999999,2026-05-01',
      [3, 'Quantity', '99999999999999999999', 'number-too-large'],
    ],
    ['1e300 pieces', 'A2,I1,O1,sale,1e300,2026-05-01', [3, 'Quantity', '1e300', 'number-too-large']],
    ['an empty quantity', 'A2,I1,O1,sale,,2026-05-01', [3, 'Quantity', '', 'value-required']],
    ['an unknown type', 'A2,I1,O1,gift,2,2026-05-01', [3, 'Type', 'gift', 'not-a-choice']],
    ['a formula', 'A2,=HYPERLINK(1),O1,sale,2,2026-05-01', [3, 'Item', '=HYPERLINK(1)', 'formula-in-cell']],
    ['a cell too few', 'A2,I1,O1,sale,2', [3, null, null, 'column-count']],
    ['a cell too many', 'A2,I1,O1,sale,2,2026-05-01,x', [3, null, null, 'column-count']],
    [
      'a code of 300 letters',
      `A2,${'x'.repeat(300)},O1,sale,2,2026-05-01`,
      [3, 'Item', 'x'.repeat(200), 'text-too-long'],
    ],
    ['a number used twice', 'A1,I1,O1,sale,2,2026-05-02', [3, 'Order line', 'A1', 'duplicate-key']],
  ]
  it.each(cases)('%s', async (_, cells, fault) => {
    expect(await firstFault(sale(cells))).toEqual(fault)
  })
  it('a fault below a cell of three lines is told by its own line: 3 + 3 = 6', async () => {
    expect((await firstFault(sale('"A\n2\n2",I1,O1,sale,1,2026-05-01\nA3,I9,O1,sale,1,2026-05-01')))[0]).toBe(
      6,
    )
  })
  it('a formula without a stored value and an error value in XLSX', async () => {
    const head =
      '<row r="1"><c t="inlineStr"><is><t>Item</t></is></c><c t="inlineStr"><is><t>Quantity</t></is></c><c t="inlineStr"><is><t>Sold at</t></is></c></row>'
    const row = (cell: string) =>
      `<row r="7"><c t="inlineStr"><is><t>I1</t></is></c>${cell}<c t="inlineStr"><is><t>2026-05-01</t></is></c></row>`
    expect(await firstFault(sheetOf(head + row('<c><f>A1*2</f></c>')))).toEqual([
      7,
      'Quantity',
      '',
      'formula-without-value',
    ])
    expect(await firstFault(sheetOf(head + row('<c t="e"><v>#REF!</v></c>')))).toEqual([
      7,
      'Quantity',
      '#REF!',
      'error-in-cell',
    ])
  })
  it('a pre-order cancelled before it was placed, and one that ships more than was ordered', async () => {
    const header = 'Order line,Item,Quantity,Placed at,Needed from,Cancelled at,Shipped at,Shipped quantity'
    expect(await firstFault(`${header}\nP1,I1,3,2026-05-05,2026-07-01,2026-05-01,,\n`, 'pre-orders')).toEqual(
      [2, 'Cancelled at', '2026-05-01 00:00:00', 'date-before'],
    )
    expect(
      await firstFault(`${header}\nP1,I1,3,2026-05-05,2026-07-01,,2026-06-01,4\n`, 'pre-orders'),
    ).toEqual([2, 'Shipped quantity', '4', 'more-than-ordered'])
  })
  it('a pre-order without need date and campaign', async () => {
    expect(
      await firstFault('Order line,Item,Quantity,Placed at\nP1,I1,3,2026-05-05\n', 'pre-orders'),
    ).toEqual([2, 'Needed from', null, 'need-missing'])
  })
})

describe('one bad row among good ones', () => {
  it('keeps the whole file out, counts rows and faults', async () => {
    const summary = await importAll(headwater, {
      kind: 'owner-sales',
      file: fileOf(
        `${HEADER}\nA1,I1,O1,sale,2,2026-05-01\nA2,I8,O9,sale,-1,2026-13-01\nA3,I9,O9,sale,1,2026-05-01\n`,
      ),
    })
    expect([summary.rows, summary.faultyRows, summary.faults]).toEqual([3, 2, 4])
    expect(summary.faultsByKind).toEqual({
      'quantity-negative': 1,
      'date-impossible': 1,
      'unknown-item': 1,
      'unknown-owner': 1,
    })
    expect(await countEntries(headwater)).toBe(0)
  })
})

describe('encodings and delimiters', () => {
  const rows = 'Order line;Item;Shop owner;Type;Quantity;Sold at\nA1;I1;O1;退货;2;2026年5月1日\n'
  const spellings: readonly [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(rows)],
    ['UTF-8 with byte-order mark', Buffer.from(`\uFEFF${rows}`)],
    ['GB18030', iconv.encode(rows, 'gb18030')],
    ['UTF-16, as Excel writes Unicode text', Buffer.from(`\uFEFF${rows.replaceAll(';', '\t')}`, 'utf16le')],
    ['Windows line ends', Buffer.from(rows.replaceAll('\n', '\r\n'))],
    ['sep= in the first line', Buffer.from(`sep=;\n${rows}`)],
    ['tab', Buffer.from(rows.replaceAll(';', '\t'))],
    ['gzip', gzipSync(Buffer.from(rows))],
  ]
  it.each(spellings)('%s', async (_, bytes) => {
    const summary = await check(headwater, { kind: 'owner-sales', file: fileOf(bytes) })
    expect([summary.state, summary.faults, summary.counts?.newEntries]).toEqual(['checked', 0, 1])
  })
  it('Chinese headings after 3 MB of plain letters are still UTF-8', async () => {
    const many = Array.from(
      { length: 40_000 },
      (_, n) => `A${n},I1,O1,sale,1,2026-05-01,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`,
    )
    const summary = await check(headwater, {
      kind: 'owner-sales',
      file: fileOf(`${HEADER},Region\n${many.join('\n')}\nB,I1,O1,sale,1,2026-05-01,华东\n`),
    })
    expect([summary.encoding, summary.rows, summary.faults]).toEqual(['utf-8', 40_001, 0])
  })
})
