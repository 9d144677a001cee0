import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { openDatabase } from '#db/client'
import { embeddedClient } from '#db/embedded'
import { planner } from '#test/support/database'

const folder = mkdtempSync(path.join(tmpdir(), 'hw-external-'))
const host = inject('clusterHost')

/** A company's own PostgreSQL: its user owns the database and may create roles, and is no superuser. */
beforeAll(async () => {
  const admin = new pg.Client(embeddedClient(host))
  await admin.connect()
  await admin.query(`create role company login createrole nosuperuser`)
  await admin.query('create database company_db owner company')
  await admin.end()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = () =>
  openDatabase({
    dataFolder: folder,
    databaseUrl: `postgresql://company@localhost/company_db?host=${encodeURIComponent(host)}`,
  })

it('DATABASE_URL of an ordinary database owner is migrated and isolated, twice the same', async () => {
  const first = await open()
  expect(first.applied.length).toBeGreaterThan(5)
  await first.close()
  const second = await open()
  expect(second.applied).toEqual([])
  expect(second.isEmbedded).toBe(false)
  const rows = await second.asCaller(planner, (db) => db.selectFrom('setting').select('key').execute())
  expect(rows.length).toBeGreaterThan(0)
  await second.close()
})

it('the generated passwords of its roles are readable by their owner alone', () => {
  expect(statSync(path.join(folder, 'headwater_company_db.passwords.json')).mode & 0o077).toBe(0)
})
