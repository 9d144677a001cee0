import type { Cell, FileTable } from '#api/reports/file/table'
import { FILE_HEADERS } from '#api/wording/file-header'
import { importFaultText } from '#api/wording/import-fault'
import type { Headwater } from '#db/client'
import { faultsOf, importById, type StoredFault } from '#db/ingest'
import { importCaller } from './import-progress.ts'
import type { Mapping } from './mapping.ts'
import { openSource } from './open-source.ts'
import type { Language } from './write-template.ts'

const PAGE = 5_000

/** Only the rows with a fault, in their own columns, with line and reason behind: to be mended and imported again. */
export async function failedRows(
  headwater: Headwater,
  userId: string,
  importId: number,
  language: Language,
): Promise<FileTable> {
  const caller = importCaller(userId)
  const row = await headwater.asCaller(caller, (db) => importById(db, importId))
  if (row?.storedPath == null) throw new RangeError(`import ${importId} has no file to read again`)
  const source = await openSource(row.storedPath, row.mapping as Mapping | null)
  const headings = source.header.cells.map((cell) => cell.replace(/^\uFEFF/, ''))
  const page = (offset: number) =>
    headwater.asCaller(caller, (db) => faultsOf(db, importId, { limit: PAGE, offset }))
  return {
    name: row.fileName,
    columns: [...headings, FILE_HEADERS.line![language], FILE_HEADERS.reason![language]].map((heading) => ({
      heading,
      type: 'text' as const,
    })),
    rows: joinFaults(source.rows, headings.length, page, language),
  }
}

async function* joinFaults(
  batches: AsyncIterable<readonly { line: number; cells: readonly string[] }[]>,
  width: number,
  page: (offset: number) => Promise<StoredFault[]>,
  language: Language,
): AsyncGenerator<readonly Cell[]> {
  let faults = await page(0)
  let offset = faults.length
  let at = 0
  const next = async () => {
    if (at === faults.length && faults.length === PAGE) {
      faults = await page(offset)
      offset += faults.length
      at = 0
    }
    return faults[at]
  }
  for await (const batch of batches)
    for (const row of batch) {
      let fault = await next()
      while (fault !== undefined && fault.line < row.line) {
        at++
        fault = await next()
      }
      if (fault === undefined) return
      if (fault.line !== row.line) continue
      const reasons: string[] = []
      while (fault !== undefined && fault.line === row.line) {
        const place = fault.column === null ? '' : `${fault.column}: `
        reasons.push(`${place}${importFaultText(fault.fault, fault.parameters, language)}`)
        at++
        fault = await next()
      }
      const cells = Array.from({ length: width }, (_, cell) => row.cells[cell] ?? '')
      yield [...cells, row.line, reasons.join(' | ')]
    }
}
