import { FILE_HEADERS } from '#api/wording/file-header'
import type { Headwater } from '#db/client'
import { copyFaults } from '#db/ingest'
import { CopyBuffer, copyStaged, createStaging } from '#db/ingest-staging'
import { itemUnits } from '#db/item-units'
import { type ConvertUnits, unitConverter } from './convert-units.ts'
import { type ImportFault, UnreadableFile } from './import-fault.ts'
import { type ImportKind, importFields } from './import-field.ts'
import { type ImportProgress, importCaller } from './import-progress.ts'
import { importSteps, type StagedFile } from './import-steps.ts'
import type { Mapping } from './mapping.ts'
import { openSource } from './open-source.ts'
import { type RowReader, rowReader } from './row-reader.ts'

const CHUNK_BYTES = 1_900_000

export interface StagedCounts extends StagedFile {
  readonly hash: string
  readonly encoding: string | null
  readonly ignoredColumns: readonly string[]
  readonly rows: number
  readonly leftOut: number
}

/** Reads a file once and copies its rows to staging and its faults beside them, while the next rows are being read. */
export async function stageFile(
  headwater: Headwater,
  given: {
    importId: number
    userId: string
    kind: ImportKind
    file: string
    mapping: Mapping | null
    timeZone: string
    now: Date
    customerKey: string
    createMissing: ReadonlySet<string>
  },
  progress: ImportProgress,
): Promise<StagedCounts> {
  const { importId, kind, mapping, timeZone } = given
  const caller = importCaller(given.userId)
  const steps = importSteps(kind)
  let bytes: [number, number] = [0, 0]
  const source = await openSource(given.file, mapping, (done, total) => {
    bytes = [done, total]
  })
  const reader = rowReader(source.header, {
    kind,
    mapping,
    timeZone,
    latest: localDate(new Date(given.now.getTime() + 86_400_000), timeZone),
    isSheet: source.isSheet,
  })
  const converter = steps.converter(reader, given.customerKey, localDate(given.now, timeZone))
  const convertUnits = await unitsOfFile(headwater, given, reader)
  await headwater.asCaller(caller, (db) => createStaging(db, importId, steps.shape))
  let rows = 0
  let leftOut = 0
  const staging = new CopyBuffer()
  let faults: ImportFault[] = []
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    await writing
    const piece = staging.take()
    const found = faults
    faults = []
    writing = headwater.asCaller(caller, async (_, client) => {
      if (piece.length > 0) await copyStaged(client, importId, steps.shape, piece)
      await copyFaults(client, importId, found)
    })
    writing.catch(() => undefined)
  }
  for await (const batch of source.rows) {
    for (const row of batch) {
      rows++
      const values = reader.read(row)
      if (values === 'left-out') leftOut++
      else if (values !== null && convertUnits(row.line, values))
        for (const staged of converter.convert(row.line, values)) staging.push(staged)
    }
    for (const fault of reader.takeFaults()) faults.push(fault)
    progress.set('reading', ...bytes)
    if (staging.length > CHUNK_BYTES || faults.length > 20_000) await flush()
  }
  if (rows === 0) throw new UnreadableFile('no-rows', { line: source.header.line })
  await flush()
  await writing
  const columns = Object.fromEntries(
    Object.keys(importFields(kind)).map((field) => [
      field,
      reader.columnOf(field) ?? FILE_HEADERS[field]?.en ?? field,
    ]),
  )
  return {
    hash: source.hash,
    encoding: source.encoding,
    ignoredColumns: reader.ignoredColumns,
    rows,
    leftOut,
    columns,
    hasKeys: converter.hasKeys(),
    isEventFile: converter.isEventFile(),
  }
}

/** Units are looked up only for a file that names them. */
async function unitsOfFile(
  headwater: Headwater,
  given: { userId: string; kind: ImportKind; mapping: Mapping | null; createMissing: ReadonlySet<string> },
  reader: RowReader,
): Promise<ConvertUnits> {
  if (!reader.convertsUnits) return () => true
  return unitConverter(given.kind, reader, {
    units: await headwater.asCaller(importCaller(given.userId), itemUnits),
    createsItems: given.createMissing.has('items'),
    takesNegatives: given.mapping?.negativeQuantity === 'return',
  })
}

/** Business date of an instant. */
function localDate(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant)
}
