import { createHash } from 'node:crypto'
import { UnreadableFile } from './import-fault.ts'

/**
 * Encoding and hash of a text. UTF-8 is proved over the whole file, for its first Chinese letter may stand in the last
 * line; what is not UTF-8 must be sound GB18030 from end to end.
 */
export async function probeText(
  bytes: () => AsyncIterable<Buffer>,
  named: string | undefined,
): Promise<{ encoding: string; hash: string; isEmpty: boolean }> {
  const hash = createHash('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  let head: Buffer | undefined
  let zeros = false
  for await (const chunk of bytes()) {
    hash.update(chunk)
    head ??= Buffer.from(chunk.subarray(0, 4))
    zeros ||= chunk.includes(0)
    isUtf8 &&= holds(() => utf8.decode(chunk, { stream: true }))
  }
  isUtf8 &&= holds(() => utf8.decode())
  const found = { hash: hash.digest('hex'), isEmpty: head === undefined || head.length === 0 }
  if (found.isEmpty) return { ...found, encoding: 'utf-8' }
  if (named !== undefined) return { ...found, encoding: named }
  if (head?.[0] === 0xff && head[1] === 0xfe) return { ...found, encoding: 'utf-16le' }
  if (head?.[0] === 0xfe && head[1] === 0xff) return { ...found, encoding: 'utf-16be' }
  if (zeros) throw new UnreadableFile('format-unknown', {}, { found: 'binary' })
  if (isUtf8) return { ...found, encoding: 'utf-8' }
  const line = await firstBadLine(bytes(), 'utf-8')
  if ((await firstBadLine(bytes(), 'gb18030')) !== null)
    throw new UnreadableFile('encoding-unknown', { line: line ?? 0 })
  return { ...found, encoding: 'gb18030' }
}

async function firstBadLine(bytes: AsyncIterable<Buffer>, encoding: string): Promise<number | null> {
  try {
    for await (const _ of decodeText(bytes, encoding));
    return null
  } catch (error) {
    if (error instanceof UnreadableFile) return error.fault.line
    throw error
  }
}

function holds(decode: () => unknown): boolean {
  try {
    decode()
    return true
  } catch {
    return false
  }
}

/** Decodes bytes; a wrong byte is refused with the line it stands in. A byte-order mark is dropped. */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  let line = 1
  for await (const chunk of bytes) {
    let text: string
    try {
      text = decoder.decode(chunk, { stream: true })
    } catch {
      throw new UnreadableFile(
        'encoding-wrong',
        { line: line + linesBeforeFault(chunk, encoding) },
        { encoding },
      )
    }
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++
    yield text
  }
  try {
    yield decoder.decode()
  } catch {
    throw new UnreadableFile('encoding-wrong', { line }, { encoding })
  }
}

function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new UnreadableFile('encoding-wrong', { value: encoding }, { encoding })
  }
}

function linesBeforeFault(chunk: Buffer, encoding: string): number {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let lines = 0
  for (let start = 0; start < chunk.length; ) {
    const newline = chunk.indexOf(10, start)
    const end = newline < 0 ? chunk.length : newline + 1
    // The first line of a chunk may begin in the middle of a letter: it is judged only when nothing else is wrong.
    if (start > 0 && !holds(() => decoder.decode(chunk.subarray(start, end), { stream: true }))) return lines
    if (newline < 0) break
    lines++
    start = end
  }
  return 0
}
