import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { to as copyTo } from 'pg-copy-streams'
import { checkImport } from '#api/ingest/check-import'
import { commitImport } from '#api/ingest/commit-import'
import { startImport } from '#api/ingest/start-import'
import { type Headwater, openDatabase } from '#db/client'
import { copyText } from '#db/ingest-staging'
import { nextLedgerVersion } from '#db/ledger'
import { createRandom } from '#planning/random'
import { faultAt, runCommand } from '#scripts/command-line'

const help = `
Measures an import of owner sales against COPY of the same rows into the same table with its indexes and constraints,
each in a fresh data folder, so that both start from the same empty log.

  npm run --silent bench:import -- [--rows 500000] [--repeat 1]

Prints seconds and rows per second of both, their ratio, the memory of this process, and a second import of the same file;
with --repeat the medians, and the ratio of each pair.
`

const CALLER = { role: 'system', userId: 'bench' } as const
const COLUMNS = `item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at, need_from, need_to,
  source_record_id, shop_owner_id, campaign_id, channel, region, unit_price_minor`

const OPTIONS = {
  rows: { type: 'string', default: '500000' },
  repeat: { type: 'string', default: '1' },
} as const

await runCommand(help, OPTIONS, async (given) => {
  const [count, pairs] = [wholeNumber('--rows', given.rows), wholeNumber('--repeat', given.repeat)]
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'))
  try {
    const file = path.join(folder, 'sales.csv')
    await pipeline(Readable.from(salesFile(count)), createWriteStream(file))
    const measured: Pair[] = []
    while (measured.length < pairs)
      measured.push(await measurePair(path.join(folder, `${measured.length}`), file))
    const importSeconds = median(measured.map(({ first }) => first.seconds))
    const copySeconds = median(measured.map(({ copied }) => copied.seconds))
    const ratios = measured.map(({ first, copied }) => Number((copied.seconds / first.seconds).toFixed(2)))
    process.stdout.write(
      `${JSON.stringify({
        rows: count,
        importSeconds,
        importRowsPerSecond: Math.round(count / importSeconds),
        copySeconds,
        copyRowsPerSecond: Math.round(count / copySeconds),
        rateOfCopy: median(ratios),
        ...(pairs === 1 ? {} : { ratesOfCopy: ratios }),
        sameFileAgainSeconds: median(measured.map(({ again }) => again.seconds)),
        sameFileAgainEntries: Math.max(...measured.map(({ again }) => again.result)),
        // The peak of this process: later pairs would count the rows that were kept for COPY.
        memoryMegabytes: measured[0]!.first.memoryMegabytes,
      })}\n`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

type Timed<T> = { result: T; seconds: number; memoryMegabytes: number }
type Pair = { first: Timed<number>; again: Timed<number>; copied: Timed<void> }

async function measurePair(folder: string, file: string): Promise<Pair> {
  const imported = await withDatabase(`${folder}-import`, async (headwater) => {
    const first = await timed(() => importFile(headwater, file))
    const again = await timed(() => importFile(headwater, file))
    return { first, again, entries: await readEntries(headwater) }
  })
  const copied = await withDatabase(`${folder}-copy`, (headwater) =>
    timed(() => copyEntries(headwater, imported.entries)),
  )
  return { first: imported.first, again: imported.again, copied }
}

function wholeNumber(option: string, value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 1)
    throw faultAt({ file: option, value, fix: 'give a whole number of at least 1' })
  return number
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function* salesFile(count: number): Generator<string> {
  const random = createRandom(1)
  yield 'Order line,Item,Shop owner,Type,Quantity,Sold at,Unit price,Channel,Region\n'
  for (let row = 1; row <= count; row++) {
    const item = Math.floor(random() * 2000)
    const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
    const month = String(1 + Math.floor(random() * 12)).padStart(2, '0')
    yield `L${row},I${item},O${Math.floor(random() * 400)},sale,${1 + Math.floor(random() * 9)},2025-${month}-${day} 10:30:00,${(5 + random() * 90).toFixed(2)},群,华东\n`
  }
}

async function withDatabase<T>(dataFolder: string, work: (headwater: Headwater) => Promise<T>): Promise<T> {
  const headwater = await openDatabase({ dataFolder })
  try {
    await headwater.asCaller(CALLER, async (_, client) => {
      await client.query(
        `insert into item (code, name_zh, name_en) select 'I' || n, 'I' || n, 'I' || n from generate_series(0, 1999) n;
         insert into shop_owner (code, name) select 'O' || n, 'O' || n from generate_series(0, 399) n`,
      )
    })
    return await work(headwater)
  } finally {
    await headwater.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

async function importFile(headwater: Headwater, file: string): Promise<number> {
  const importId = await startImport(headwater, 'bench', { kind: 'owner-sales', file, now: new Date() })
  const clock = performance.now()
  const checked = await checkImport(headwater, 'bench', importId, { customerKey: 'bench', compares: false })
  const read = performance.now()
  const summary = await commitImport(headwater, 'bench', importId)
  process.stderr.write(
    `read and check ${((read - clock) / 1000).toFixed(1)} s, post ${((performance.now() - read) / 1000).toFixed(1)} s\n`,
  )
  if (summary.state !== 'committed' || checked.faults > 0)
    throw new Error(`import ended as ${summary.state} with ${checked.faults} faults`)
  return summary.counts?.newEntries ?? 0
}

/** Entries in the form in which COPY will read them again. */
async function readEntries(headwater: Headwater): Promise<string> {
  return headwater.asCaller(CALLER, async (_, client) => {
    const pieces: Buffer[] = []
    for await (const piece of client.query(copyTo(`copy demand_entry (${COLUMNS}) to stdout`)))
      pieces.push(piece as Buffer)
    return Buffer.concat(pieces).toString()
  })
}

async function copyEntries(headwater: Headwater, entries: string): Promise<void> {
  // Only the owner of the table may COPY into it: jobs are under row-level security.
  await headwater.asMaintenance(async (db, client) => {
    await nextLedgerVersion(db, { importId: null, reason: 'bench', postedBy: 'bench' })
    await copyText(client, `copy demand_entry (${COLUMNS}) from stdin`, entries)
  })
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const started = performance.now()
  const result = await work()
  return {
    result,
    seconds: Number(((performance.now() - started) / 1000).toFixed(1)),
    memoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}
