import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UnreadableFile } from './import-fault.ts'
import { LARGEST_FILE } from './source-table.ts'

/** Small enough that the rows of a piece die young. */
const PIECE_BYTES = 1 << 17

export type FileFormat = 'xlsx' | 'gzip' | 'text'

/** The first bytes decide what a file is, not its name. */
export async function fileFormat(file: string): Promise<FileFormat> {
  const head = Buffer.alloc(8)
  let length: number
  try {
    const handle = await open(file, 'r')
    try {
      length = (await handle.read(head, 0, 8, 0)).bytesRead
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new UnreadableFile(
      'file-missing',
      {},
      { reason: (error as NodeJS.ErrnoException).code ?? String(error) },
    )
  }
  if (length === 0) throw new UnreadableFile('file-empty')
  const magic = head.subarray(0, 4).toString('hex')
  if (magic === '504b0304' || magic === '504b0506') return 'xlsx'
  if (magic.startsWith('1f8b')) return 'gzip'
  const foreign: Record<string, string> = {
    d0cf11e0: 'xls',
    '25504446': 'PDF',
    '89504e47': 'PNG',
    '504b0708': 'split-zip',
    '52617221': 'RAR',
    '377abcaf': '7-Zip',
    '50415231': 'Parquet',
  }
  if (foreign[magic] !== undefined) throw new UnreadableFile('format-unknown', {}, { found: foreign[magic] })
  return 'text'
}

/** Bytes of a file, unpacked when it is gzip. `onRead` is told how many bytes of the file itself were read. */
export async function* fileBytes(
  file: string,
  format: FileFormat,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const source = createReadStream(file, { highWaterMark: PIECE_BYTES })
  if (onRead) source.on('data', () => onRead(source.bytesRead))
  const bytes =
    format === 'gzip' ? pipeline(source, createGunzip({ chunkSize: PIECE_BYTES }), () => undefined) : source
  let total = 0
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      total += chunk.length
      if (total > LARGEST_FILE) throw new UnreadableFile('file-too-large', {}, { limit: LARGEST_FILE })
      yield chunk
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE')
      throw new UnreadableFile('archive-damaged', {}, { reason: (error as Error).message })
    throw error
  } finally {
    source.destroy()
  }
}
