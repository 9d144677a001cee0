import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { UnreadableFile } from './import-fault.ts'
import { LARGEST_FILE } from './source-table.ts'

const MOST_ENTRIES = 10_000
/** Sheets of real data pack about 10 to 50 times; a bomb packs 1,000 times. */
const MOST_PACKING = 200
const SMALL = 64 * 2 ** 20

/** The parts of an XLSX archive, read one at a time through its directory. */
export interface XlsxArchive {
  readonly names: readonly string[]
  /** Text of one part in pieces; absent parts give nothing. */
  text(name: string, onRead?: (bytes: number, of: number) => void): AsyncGenerator<string>
  close(): void
}

/** Opens an archive and refuses what is cut off or unpacks beyond the limit. */
export async function openXlsx(file: string): Promise<XlsxArchive> {
  const openZip = promisify(yauzl.open) as (
    path: string,
    options: { lazyEntries: boolean; autoClose: boolean },
  ) => Promise<ZipFile>
  let zip: ZipFile
  const entries = new Map<string, Entry>()
  try {
    zip = await openZip(file, { lazyEntries: true, autoClose: false })
    await listEntries(zip, entries)
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw damaged(error)
  }
  const unpacked = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const limit = Math.min(LARGEST_FILE, Math.max(SMALL, zip.fileSize * MOST_PACKING))
  if (unpacked > limit) {
    zip.close()
    throw new UnreadableFile('file-too-large', {}, { limit })
  }
  return {
    names: [...entries.keys()],
    close: () => zip.close(),
    async *text(name, onRead) {
      const entry = entries.get(name)
      if (entry === undefined) return
      const decoder = new TextDecoder('utf-8', { fatal: true })
      let total = 0
      try {
        for await (const chunk of (await unpack(zip, entry)) as AsyncIterable<Buffer>) {
          total += chunk.length
          onRead?.(total, entry.uncompressedSize)
          yield decoder.decode(chunk, { stream: true })
        }
        yield decoder.decode()
      } catch (error) {
        throw error instanceof UnreadableFile ? error : damaged(error)
      }
    },
  }
}

function unpack(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((done, refuse) =>
    zip.openReadStream(entry, (error, stream) => (error ? refuse(error) : done(stream))),
  )
}

function listEntries(zip: ZipFile, entries: Map<string, Entry>): Promise<void> {
  return new Promise((done, refuse) => {
    zip.on('error', refuse)
    zip.on('end', () => done())
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= MOST_ENTRIES) {
        refuse(new UnreadableFile('archive-damaged', {}, { reason: `more than ${MOST_ENTRIES} parts` }))
        return
      }
      entries.set(entry.fileName.replaceAll('\\', '/').replace(/^\//, ''), entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function damaged(error: unknown): UnreadableFile {
  return new UnreadableFile('archive-damaged', {}, { reason: (error as Error).message })
}
