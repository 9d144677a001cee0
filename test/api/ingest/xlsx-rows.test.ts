import { describe, expect, it } from 'vitest'
import { xlsxRows } from '#api/ingest/xlsx-rows'
import { fileOf, sheetOf } from '#test/support/import-files'

async function rowsOf(bytes: Uint8Array, sheet?: string) {
  const rows: { line: number; cells: readonly string[] }[] = []
  for await (const batch of xlsxRows(fileOf(bytes, 'xlsx'), sheet)) rows.push(...batch)
  return rows
}

const firstCells = async (sheetData: string, parts: Record<string, string> = {}, sheet?: string) =>
  (await rowsOf(sheetOf(sheetData, parts, sheet)))[0]?.cells

const DATES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;days&quot;"/><numFmt numFmtId="166" formatCode="[Red]#,##0"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/></cellXfs></styleSheet>`

describe('cells of a sheet', () => {
  it('cells without an address follow one another; with one, gaps are empty', async () => {
    expect(await firstCells('<row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row>')).toEqual([
      '1',
      '',
      '',
      '4',
      '5',
    ])
  })
  it('rows keep their number; empty rows are passed over', async () => {
    expect(
      (
        await rowsOf(
          sheetOf('<row r="3"><c><v>1</v></c></row><row r="4"/><row><c/></row><row><c><v>2</v></c></row>'),
        )
      ).map((row) => row.line),
    ).toEqual([3, 6])
  })
  it('shared texts with several runs, without the phonetic ones', async () => {
    const strings =
      '<sst><si><r><t>外</t></r><r><t xml:space="preserve">套 </t></r><rPh><t>wai tao</t></rPh></si><si><t>a_x0041_&amp;</t></si></sst>'
    expect(
      await firstCells('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', {
        'xl/sharedStrings.xml': strings,
      }),
    ).toEqual(['外套 ', 'aA&'])
  })
  it('a shared text that does not exist is told as damage', async () => {
    await expect(firstCells('<row><c t="s"><v>7</v></c></row>')).rejects.toMatchObject({
      fault: { fault: 'archive-damaged' },
    })
  })
  it('serial 45,658 with a date style is 2025-01-01; half a day is noon; other styles stay numbers', async () => {
    const cells = [1, 2, 3, 4].map((style) => `<c s="${style}"><v>45658</v></c>`).join('')
    expect(
      await firstCells(`<row>${cells}<c s="5"><v>45658.5</v></c></row>`, { 'xl/styles.xml': DATES }),
    ).toEqual(['2025-01-01', '2025-01-01', '45658', '45658', '2025-01-01 12:00:00'])
  })
  it('serial 59 is 28 February 1900 and 61 is 1 March: the day between never was', async () => {
    expect(
      await firstCells('<row><c s="1"><v>59</v></c><c s="1"><v>61</v></c></row>', { 'xl/styles.xml': DATES }),
    ).toEqual(['1900-02-28', '1900-03-01'])
  })
  it('workbooks that count from 1904: 44,196 is 2025-01-01', async () => {
    const workbook =
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="Data" sheetId="1"/></sheets></workbook>'
    expect(
      await firstCells('<row><c s="1"><v>44196</v></c></row>', {
        'xl/styles.xml': DATES,
        'xl/workbook.xml': workbook,
      }),
    ).toEqual(['2025-01-01'])
  })
  it('0.1 + 0.2 is 0.3, long codes stay whole, small numbers stay plain', async () => {
    expect(
      await firstCells(
        '<row><c><v>0.30000000000000004</v></c><c><v>6.9012345678901E13</v></c><c><v>1E-7</v></c></row>',
      ),
    ).toEqual(['0.3', '69012345678901', '0.0000001'])
  })
  it('a formula gives its stored value, text or number; true is TRUE', async () => {
    expect(
      await firstCells(
        '<row><c><f>1+1</f><v>2</v></c><c t="str"><f>A1&amp;"x"</f><v>2x</v></c><c t="b"><v>1</v></c></row>',
      ),
    ).toEqual(['2', '2x', 'TRUE'])
  })
  it('namespace prefixes, comments and CDATA are understood', async () => {
    const sheet =
      '<x:worksheet xmlns:x="m"><!-- > <row> --><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[a<b]]></x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    expect(await firstCells('', {}, sheet)).toEqual(['a<b'])
  })
})

describe('sheets', () => {
  const two = {
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="Hidden" sheetId="1" state="hidden" r:id="a"/><sheet name="Sales &amp; more" sheetId="2" r:id="b"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/second.xml"/></Relationships>',
    'xl/worksheets/second.xml': '<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>',
  }
  const bytes = sheetOf('<row><c><v>1</v></c></row>', two)
  it('the first visible one is read, another by its name', async () => {
    expect((await rowsOf(bytes))[0]?.cells).toEqual(['2'])
    expect((await rowsOf(bytes, 'Hidden'))[0]?.cells).toEqual(['1'])
  })
  it('a name that is not there is refused with the names that are', async () => {
    await expect(rowsOf(bytes, 'Sale')).rejects.toMatchObject({
      fault: { fault: 'sheet-missing', value: 'Sale', parameters: { sheets: 'Hidden, Sales & more' } },
    })
  })
})
