import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Zippable, zipSync } from 'fflate'
import { checkImport } from '#api/ingest/check-import'
import { commitImport } from '#api/ingest/commit-import'
import type { ImportRequest } from '#api/ingest/import-request'
import type { ImportSummary } from '#api/ingest/schema'
import { startImport } from '#api/ingest/start-import'
import type { Headwater } from '#db/client'
import { system } from '#test/support/database'

const folder = mkdtempSync(path.join(tmpdir(), 'headwater-files-'))
let written = 0

/** Writes bytes to a file of its own and returns its path. */
export function fileOf(content: string | Uint8Array, extension = 'csv'): string {
  const file = path.join(folder, `${++written}.${extension}`)
  writeFileSync(file, content)
  return file
}

/** An XLSX file whose only sheet has this content between <sheetData> and </sheetData>. */
export function sheetOf(
  sheetData: string,
  parts: Record<string, string> = {},
  sheet = `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
): Uint8Array {
  const files: Zippable = {
    'xl/workbook.xml': Buffer.from('<workbook><sheets><sheet name="Data" sheetId="1"/></sheets></workbook>'),
    'xl/worksheets/sheet1.xml': Buffer.from(sheet),
  }
  for (const [name, text] of Object.entries(parts)) files[name] = Buffer.from(text)
  return zipSync(files)
}

export const SALES = 'Order line,Item,Shop owner,Type,Quantity,Sold at,Unit price\n'
export const sales = (...rows: string[]) => fileOf(SALES + rows.join('\n'))
export const manySales = (count: number) =>
  sales(Array.from({ length: count }, (_, n) => `A${n},I1,O1,sale,1,2026-05-01,`).join('\n'))

export const NOW = new Date('2026-06-30T04:00:00Z')
const USER = 'test'

type Asked = Partial<ImportRequest> & Pick<ImportRequest, 'kind' | 'file'>

export async function check(headwater: Headwater, asked: Asked): Promise<ImportSummary> {
  const importId = await startImport(headwater, USER, { now: NOW, ...asked })
  return checkImport(headwater, USER, importId, { customerKey: 'key of the tests' })
}

/** Checks and commits, all rows or none. */
export async function importAll(headwater: Headwater, asked: Asked): Promise<ImportSummary> {
  const checked = await check(headwater, asked)
  return checked.state === 'checked' ? commitImport(headwater, USER, checked.importId) : checked
}

/** Net ledger: what is left of each entry after reversals, without numbers that differ between databases. */
export async function netLedger(headwater: Headwater): Promise<string[]> {
  return headwater.asCaller(system, async (_, client) => {
    const { rows } = await client.query(
      `select concat_ws(' ', r.source_key, i.code, e.kind, e.rung, e.occurred_at, e.need_from, e.need_to, o.code, sum(e.quantity)) as line
       from demand_entry e join item i using (item_id) join source_record r using (source_record_id)
       left join shop_owner o using (shop_owner_id)
       group by r.source_key, i.code, e.kind, e.rung, e.occurred_at, e.need_from, e.need_to, o.code
       having sum(e.quantity) <> 0 order by 1`,
    )
    return rows.map((row) => row.line as string)
  })
}

export async function countEntries(headwater: Headwater): Promise<number> {
  return headwater.asCaller(system, async (_, client) =>
    Number((await client.query('select count(*) as count from demand_entry')).rows[0].count),
  )
}

/** Items I1 and I2, owners O1 and O2, campaign C1 shipping in the first week of August 2026. */
export async function makeMasters(headwater: Headwater): Promise<void> {
  await headwater.asCaller(system, (_, client) =>
    client.query(
      `insert into item (code, name_zh, name_en) values ('I1', '外套', 'Coat'), ('I2', '帽子', 'Hat');
       insert into shop_owner (code, name) values ('O1', '店主一'), ('O2', '店主二');
       insert into campaign (code, kind, name_zh, name_en, reference_price_minor, deposit_fraction, deposit_from,
         deposit_to, balance_from, balance_to, ship_from, ship_to)
       values ('C1', 'pre-sale', '预售', 'Pre-sale', 10000, 0.1, '2026-06-01', '2026-06-20', '2026-07-01', '2026-07-05',
         '2026-08-03', '2026-08-09')`,
    ),
  )
}
