import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { xlsxRows } from '#api/ingest/xlsx-rows'

it('1E+300 in a spreadsheet is read as 1e+300, not as 1000 with the zeros of its exponent cut off', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'hw-xlsx-')), 'numbers.xlsx')
  const cells = ['1E+300', '-2E+40', '1E+21', '123456789012345680000', '0.0000001']
  writeFileSync(
    file,
    zipSync({
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="Data" sheetId="1"/></sheets></workbook>'),
      'xl/worksheets/sheet1.xml': strToU8(
        `<worksheet><sheetData><row>${cells.map((cell) => `<c><v>${cell}</v></c>`).join('')}</row></sheetData></worksheet>`,
      ),
    }),
  )
  const rows: string[][] = []
  for await (const batch of xlsxRows(file, undefined)) rows.push(...batch.map((row) => [...row.cells]))
  expect(rows).toEqual([['1e+300', '-2e+40', '1e+21', '123456789012346000000', '0.0000001']])
})
