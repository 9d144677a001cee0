import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBackup, writeBackup } from '#db/backup'
import type { Headwater } from '#db/client'
import { nextLedgerVersion } from '#db/ledger'
import { system, testDatabase } from '#test/support/database'

let source: Headwater
let target: Headwater
let backup: Buffer

beforeAll(async () => {
  source = await testDatabase()
  target = await testDatabase()
  await source.asCaller(system, async (db) => {
    await db
      .insertInto('category')
      .values({ category_id: 1, code: 'C', name_zh: '类', name_en: 'C' })
      .execute()
    await db
      .insertInto('category')
      .values({ category_id: 2, parent_id: 1, code: 'D', name_zh: '子\t类\n\\.', name_en: '\\.' })
      .execute()
    const { item_id } = await db
      .insertInto('item')
      .values({ code: 'I', name_zh: '芒果', name_en: 'Mango', attributes: JSON.stringify({ a: '\\.\n' }) })
      .returning('item_id')
      .executeTakeFirstOrThrow()
    const version = await nextLedgerVersion(db, { importId: null, reason: 'test', postedBy: 'test' })
    await db
      .insertInto('demand_entry')
      .values({
        item_id,
        ledger_version: version,
        kind: 'sale',
        rung: 'paid',
        quantity: 7,
        occurred_at: '2026-01-05T08:00:00Z',
        occurred_on: '2026-01-05',
        known_at: '2026-01-05T08:00:00Z',
        need_from: '2026-01-05',
        need_to: '2026-01-05',
        source_record_id: 1,
      })
      .execute()
  })
  backup = await backupOf(source)
})
afterAll(() => Promise.all([source.close(), target.close()]))

async function backupOf(headwater: Headwater) {
  const out = new PassThrough()
  const chunks: Buffer[] = []
  out.on('data', (chunk) => chunks.push(chunk))
  await headwater.asMaintenance((_, client) => writeBackup(client, out))
  out.end()
  return Buffer.concat(chunks)
}

/** Hands the bytes over in pieces that cut lines and marks anywhere. */
async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('backup and restore', () => {
  it('a truncated backup restores nothing', async () => {
    const cut = backup.subarray(0, backup.length - 40)
    await expect(target.asMaintenance((_, client) => readBackup(client, pieces(cut, 1000)))).rejects.toThrow()
    const rows = await target.asCaller(system, (db) => db.selectFrom('item').select('code').execute())
    expect(rows).toEqual([])
  })
  it('a file of another kind is refused by its first line', async () => {
    await expect(
      target.asMaintenance((_, client) => readBackup(client, pieces(Buffer.from('a,b\n1,2\n'), 3))),
    ).rejects.toThrow('not a Headwater backup')
  })
  it('a round trip gives the same bytes, end marks inside values included', async () => {
    await target.asMaintenance((_, client) => readBackup(client, pieces(backup, 7)))
    expect((await backupOf(target)).equals(backup)).toBe(true)
  })
  it('identities continue after the restored rows', async () => {
    const { category_id } = await target.asCaller(system, (db) =>
      db
        .insertInto('category')
        .values({ code: 'E', name_zh: 'E', name_en: 'E' })
        .returning('category_id')
        .executeTakeFirstOrThrow(),
    )
    expect(category_id).toBe(3)
  })
  it('a database that holds rows is not overwritten', async () => {
    await expect(
      source.asMaintenance((_, client) => readBackup(client, pieces(backup, 5000))),
    ).rejects.toThrow('not empty')
  })
})
