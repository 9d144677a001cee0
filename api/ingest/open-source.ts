import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { csvRows } from './csv-rows.ts'
import { fileBytes, fileFormat } from './file-bytes.ts'
import { UnreadableFile } from './import-fault.ts'
import type { Mapping } from './mapping.ts'
import type { SourceRow, SourceRows } from './source-table.ts'
import { decodeText, probeText } from './text-encoding.ts'
import { xlsxRows } from './xlsx-rows.ts'

export interface OpenSource {
  readonly hash: string
  readonly encoding: string | null
  readonly isSheet: boolean
  readonly header: SourceRow
  /** rows below the header, in batches */
  readonly rows: SourceRows
}

/** Recognises a file, finds its header and gives its rows. `onRead` hears how far the reading is, in bytes. */
export async function openSource(
  file: string,
  mapping: Mapping | null,
  onRead?: (done: number, total: number) => void,
): Promise<OpenSource> {
  const format = await fileFormat(file)
  const { size } = await stat(file)
  if (format === 'xlsx') {
    const hash = createHash('sha256')
    for await (const chunk of fileBytes(file, 'text')) hash.update(chunk)
    const rows = xlsxRows(file, mapping?.sheet, onRead)
    return { hash: hash.digest('hex'), encoding: null, isSheet: true, ...(await splitHeader(rows, mapping)) }
  }
  const probe = await probeText(() => fileBytes(file, format), mapping?.encoding)
  if (probe.isEmpty) throw new UnreadableFile('file-empty')
  const bytes = fileBytes(file, format, (done) => onRead?.(done, size))
  const rows = csvRows(decodeText(bytes, probe.encoding), mapping?.delimiter)
  return { hash: probe.hash, encoding: probe.encoding, isSheet: false, ...(await splitHeader(rows, mapping)) }
}

async function splitHeader(rows: SourceRows, mapping: Mapping | null) {
  const headerLine = mapping?.headerLine ?? 1
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    const at = next.value.findIndex(
      (row) => row.line >= headerLine && row.cells.some((cell) => cell.trim() !== ''),
    )
    if (at < 0) continue
    const header = next.value[at]!
    const remaining = next.value.slice(at + 1)
    return { header, rows: continued(remaining, rows) }
  }
  throw new UnreadableFile('file-empty')
}

/** Rows of empty cells, which spreadsheet programs leave behind, are no rows. */
async function* continued(first: readonly SourceRow[], rest: SourceRows): SourceRows {
  const filled = first.filter(isFilled)
  if (filled.length > 0) yield filled
  for await (const batch of rest) yield batch.every(isFilled) ? batch : batch.filter(isFilled)
}

function isFilled({ cells, cellFaults }: SourceRow): boolean {
  return cellFaults !== undefined || cells.some((cell) => cell.trim() !== '')
}
