import { createReadStream, createWriteStream } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'

/** A fault in what the user gave: printed in one line, exit code 2. */
export class InputFault extends Error {
  override readonly name = 'InputFault'
}

/** Says where a bad value stands and how to mend it. */
export function faultAt(place: {
  file: string
  line?: number
  column?: string
  value?: unknown
  fix: string
}): InputFault {
  const parts = [place.file === '-' ? 'standard input' : place.file]
  if (place.line !== undefined) parts.push(`line ${place.line}`)
  if (place.column !== undefined) parts.push(`column ${place.column}`)
  if (place.value !== undefined) parts.push(`value ${JSON.stringify(place.value)}`)
  return new InputFault(`${parts.join(', ')}: ${place.fix}`)
}

/** Runs a command: prints help, parses options, maps faults to exit codes 2 (input) and 1 (ours). */
export async function runCommand<T extends NonNullable<ParseArgsConfig['options']>>(
  help: string,
  options: T,
  main: (values: ReturnType<typeof parseArgs<{ options: T }>>['values']) => Promise<void>,
): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  try {
    if (process.argv.includes('--help')) {
      process.stdout.write(`${help.trim()}\n`)
      return
    }
    const { values } = parseArgs({
      options,
      args: process.argv.slice(2),
      strict: true,
      allowPositionals: false,
    })
    await main(values)
  } catch (error) {
    const isUsage =
      error instanceof InputFault || String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS')
    const text = isUsage ? (error as Error).message : ((error as Error).stack ?? String(error))
    process.stderr.write(
      `${text}\n${isUsage && !(error instanceof InputFault) ? 'Use --help to see every option.\n' : ''}`,
    )
    process.exitCode = isUsage ? 2 : 1
  }
}

/** Bytes of a file or of standard input (`-`); gzip is recognised by its first two bytes. */
export async function* readBytes(file: string): AsyncGenerator<Buffer> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 })
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let first: IteratorResult<Buffer>
  try {
    first = await iterator.next()
  } catch (error) {
    throw faultAt({
      file,
      fix: `cannot be read (${(error as NodeJS.ErrnoException).code ?? error}); check the path`,
    })
  }
  if (first.done) return
  const rest = (async function* () {
    yield first.value
    for (let chunk = await iterator.next(); !chunk.done; chunk = await iterator.next()) yield chunk.value
  })()
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* rest
    return
  }
  const gunzip = createGunzip()
  const pump = (async () => {
    for await (const chunk of rest)
      if (!gunzip.write(chunk)) await new Promise((go) => gunzip.once('drain', go))
    gunzip.end()
  })()
  pump.catch((error) => gunzip.destroy(error))
  try {
    for await (const chunk of gunzip) yield chunk as Buffer
  } catch (error) {
    throw faultAt({ file, fix: `is not a complete gzip file (${(error as Error).message}); copy it again` })
  }
}

/** Whole text of a file or of standard input, decoded as UTF-8. */
export async function readText(file: string): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of readBytes(file)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Writes pieces to `--out` or standard output, waiting when the reader is slower. */
export async function writeOutput(
  file: string | undefined,
  pieces: Iterable<string> | AsyncIterable<string>,
) {
  const sink: NodeJS.WritableStream =
    file === undefined || file === '-' ? process.stdout : createWriteStream(file)
  const failed = new Promise<never>((_, refuse) =>
    sink.once('error', (error) =>
      refuse(faultAt({ file: file ?? '-', fix: `cannot be written (${error.message})` })),
    ),
  )
  failed.catch(() => undefined)
  const write = async () => {
    for await (const piece of pieces)
      if (!sink.write(piece)) await new Promise((go) => sink.once('drain', go))
    if (sink !== process.stdout) await new Promise<void>((done) => sink.end(() => done()))
  }
  await Promise.race([write(), failed])
}
