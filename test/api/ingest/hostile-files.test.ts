import { gzipSync, strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { testDatabase } from '#test/support/database'
import { check, countEntries, fileOf, importAll, makeMasters, sheetOf } from '#test/support/import-files'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await makeMasters(headwater)
})
afterAll(() => headwater.close())

const HEADER = ['Order line', 'Item', 'Shop owner', 'Type', 'Quantity', 'Sold at']
const csv = (...rows: string[]) => `${HEADER.join(',')}\n${rows.join('\n')}\n`
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const sheet = (...cells: string[]) =>
  sheetOf(`<row r="1">${HEADER.map(text).join('')}</row><row r="2">${cells.join('')}</row>`)
const GOOD = ['A1', 'I1', 'O1', 'sale', '2', '2026-05-01']
const goodBut = (column: number, cell: string) =>
  sheet(...GOOD.map((value, at) => (at === column ? cell : text(value))))

/** First fault as [line, column, value, fault]; told in both languages; the ledger must stay empty. */
async function firstFault(content: string | Uint8Array) {
  const summary = await importAll(headwater, { kind: 'owner-sales', file: fileOf(content) })
  expect([summary.state, await countEntries(headwater)]).toEqual(['rejected', 0])
  const { line, column, value, fault, text: told } = summary.firstFaults[0]!
  expect(told.en.length).toBeGreaterThan(20)
  expect(told.zh).toMatch(/[\u4e00-\u9fff]/)
  return [line, column, value, fault]
}

describe('cells of ten million characters', () => {
  const huge = 'x'.repeat(10_000_000)
  it('in CSV, bare and quoted, are refused with the line and the limit', async () => {
    expect(await firstFault(csv(GOOD.join(','), `A2,${huge},O1,sale,2,2026-05-01`))).toEqual([
      3,
      null,
      null,
      'row-too-long',
    ])
    expect(await firstFault(csv(GOOD.join(','), `A2,"${huge}",O1,sale,2,2026-05-01`))).toEqual([
      3,
      null,
      null,
      'row-too-long',
    ])
  })
  it('in the heading of a CSV', async () => {
    expect((await firstFault(`${huge},Item\n1,2\n`))[3]).toBe('row-too-long')
  })
  it('in XLSX, in the cell and among the shared texts', async () => {
    expect((await firstFault(goodBut(1, text(huge))))[3]).toMatch(
      /row-too-long|file-too-large|archive-damaged/,
    )
    const shared = sheetOf(
      `<row r="1">${HEADER.map(text).join('')}</row><row r="2"><c t="s"><v>0</v></c></row>`,
      { 'xl/sharedStrings.xml': `<sst><si><t>${huge}</t></si></sst>` },
    )
    expect((await firstFault(shared))[3]).toMatch(/text-too-long|row-too-long|file-too-large|archive-damaged/)
  })
})

describe('numbers and dates that are none', () => {
  const quantities: readonly [string, string][] = [
    ['NaN', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['1e400', 'number-too-large'],
    ['-1', 'quantity-negative'],
    ['- 1', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['2147483648', 'number-too-large'],
    ['9007199254740993', 'number-too-large'],
  ]
  it.each(quantities)('quantity %s: %s', async (value, fault) => {
    expect(await firstFault(csv(`A1,I1,O1,sale,${value},2026-05-01`))).toEqual([2, 'Quantity', value, fault])
  })
  const dates: readonly [string, string][] = [
    ['2026-02-29', 'date-impossible'],
    ['2026-04-31', 'date-impossible'],
    ['2026-00-10', 'date-impossible'],
    ['2026-13-01', 'date-impossible'],
    ['0000-00-00', 'date-impossible'],
    ['2026-05-01 24:61', 'date-impossible'],
    ['9999-12-31', 'date-out-of-range'],
    ['1899-12-31', 'date-out-of-range'],
    ['99999999', 'date-impossible'],
    ['2026年2月30日', 'date-impossible'],
  ]
  it.each(dates)('date %s: %s', async (value, fault) => {
    expect(await firstFault(csv(`A1,I1,O1,sale,2,${value}`))).toEqual([2, 'Sold at', value, fault])
  })
})

describe('spreadsheets with cells that are not what they seem', () => {
  it('a text that is a formula; one that a spreadsheet would take for one names no item', async () => {
    for (const value of ['=1+1', '=HYPERLINK("http://x")'])
      expect(await firstFault(goodBut(1, text(value.replaceAll('"', '&quot;'))))).toEqual([
        2,
        'Item',
        value,
        'formula-in-cell',
      ])
    for (const value of ['@SUM(A1)', '+cmd', '-cmd'])
      expect(await firstFault(goodBut(1, text(value)))).toEqual([2, 'Item', value, 'unknown-item'])
  })
  it('a negative number and a number beyond any quantity', async () => {
    expect(await firstFault(goodBut(4, '<c><v>-3</v></c>'))).toEqual([
      2,
      'Quantity',
      '-3',
      'quantity-negative',
    ])
    expect((await firstFault(goodBut(4, '<c><v>1E+300</v></c>')))[3]).toBe('number-too-large')
  })
  it('characters that no database stores', async () => {
    expect((await firstFault(goodBut(1, text('I1_x0000_'))))[3]).toBe('text-not-allowed')
    expect((await firstFault(goodBut(1, text('I1&#0;'))))[3]).toBe('text-not-allowed')
    const utf16 = Buffer.from(`\uFEFF${csv('A1,I\u00001,O1,sale,2,2026-05-01')}`, 'utf16le')
    expect(await firstFault(utf16)).toEqual([2, 'Item', 'I\uFFFD1', 'text-not-allowed'])
  })
  it('half of a pair of letters', async () => {
    expect((await firstFault(goodBut(1, text('I1_xD800_'))))[3]).toMatch(/unknown-item|text-not-allowed/)
  })
  it('an archive whose directory lies about sizes', async () => {
    const zip = goodBut(1, text('y'.repeat(100_000)))
    const at = Buffer.from(zip).lastIndexOf(Buffer.from('504b0102', 'hex'))
    const lying = Buffer.from(zip)
    lying.writeUInt32LE(10, at + 24)
    expect((await firstFault(lying))[3]).toBe('archive-damaged')
  })
  it('every length to which an XLSX can be cut', async () => {
    const whole = goodBut(1, text('I1'))
    for (let length = 30; length < whole.length; length += Math.ceil(whole.length / 12))
      expect((await firstFault(whole.subarray(0, length)))[3]).toMatch(/archive-damaged|format-unknown/)
  })
  it('a sheet that names a shared text which is not there, and a cell beyond the last column', async () => {
    expect((await firstFault(goodBut(1, '<c t="s"><v>7</v></c>')))[3]).toBe('archive-damaged')
    expect((await firstFault(goodBut(1, '<c r="ZZZZ2"><v>7</v></c>')))[3]).toBe('archive-damaged')
  })
})

describe('packed files', () => {
  it('gzip that unpacks a thousandfold ends at the limit of one row', async () => {
    const bomb = gzipSync(new Uint8Array(64 * 2 ** 20).fill(120))
    expect(bomb.length).toBeLessThan(100_000)
    expect((await firstFault(bomb))[3]).toBe('row-too-long')
  })
  it('a zip in a zip, and an XLSX packed as gzip', async () => {
    expect(
      (await firstFault(zipSync({ 'sales.csv.zip': zipSync({ 'sales.csv': strToU8(csv()) }) })))[3],
    ).toBe('format-unknown')
    expect((await firstFault(gzipSync(goodBut(1, text('I1')))))[3]).toMatch(
      /format-unknown|column-missing|encoding-unknown|archive-damaged/,
    )
  })
})

describe('other encodings', () => {
  const chinese = csv('A1,I1,O1,退货,2,2026年5月1日')
  it.each([
    ['UTF-16, big end first', Buffer.from(`\uFEFF${chinese}`, 'utf16le').swap16()],
    ['GB2312 in Windows line ends', iconv.encode(chinese.replaceAll('\n', '\r\n'), 'gb2312')],
    ['GBK', iconv.encode(chinese, 'gbk')],
  ])('%s is read', async (_, bytes) => {
    const summary = await check(headwater, { kind: 'owner-sales', file: fileOf(bytes) })
    expect([summary.state, summary.faults, summary.counts?.newEntries]).toEqual(['checked', 0, 1])
  })
  it('Big5 and Shift JIS are not taken for something else: nothing is written', async () => {
    for (const encoding of ['big5', 'shift_jis']) {
      const [, column, , fault] = await firstFault(
        iconv.encode(csv('A1,I1,O1,退貨,2,2026年5月1日'), encoding),
      )
      expect([encoding, column ?? fault]).toEqual([encoding, expect.stringMatching(/Type|Sold at|encoding-/)])
    }
  })
  it('UTF-32 is not a text we know', async () => {
    expect((await firstFault(iconv.encode(chinese, 'utf-32le', { addBOM: true })))[3]).toMatch(
      /format-unknown|column-missing|encoding-/,
    )
  })
  it('a mapping that names an encoding which the bytes are not in says so, with the line', async () => {
    const summary = await importAll(headwater, {
      kind: 'owner-sales',
      file: fileOf(iconv.encode(chinese, 'gb18030')),
      mapping: {
        kind: 'owner-sales',
        encoding: 'utf-8',
        fields: { item: 'Item', quantity: 'Quantity', sold_at: 'Sold at' },
      },
    })
    expect([summary.state, summary.firstFaults[0]?.line, summary.firstFaults[0]?.fault]).toEqual([
      'rejected',
      2,
      'encoding-wrong',
    ])
  })
})
