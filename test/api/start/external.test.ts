import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { demoAccounts } from '#api/session/demo-accounts'
import { embeddedClient } from '#db/embedded'

const root = path.join(import.meta.dirname, '../../..')
const folder = mkdtempSync(path.join(tmpdir(), 'hw-start-external-'))
const host = inject('clusterHost')
let server: ChildProcess | undefined
let admin: pg.Client

beforeAll(async () => {
  admin = new pg.Client(embeddedClient(host))
  await admin.connect()
  await admin.query('create role wholesaler login createrole nosuperuser')
  await admin.query('create database wholesaler_db owner wholesaler')
})
afterAll(async () => {
  const ended = new Promise((resolve) => server?.once('exit', resolve) ?? resolve(null))
  server?.kill('SIGINT')
  await ended
  await admin.end()
  rmSync(folder, { recursive: true, force: true })
})

function start(): Promise<string> {
  const child = spawn('node', ['--disable-warning=ExperimentalWarning', 'scripts/start.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: `postgresql://wholesaler@localhost/wholesaler_db?host=${encodeURIComponent(host)}`,
      HEADWATER_DATA: folder,
      HEADWATER_DEMO: 'yes',
      HEADWATER_PORT: '4395',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  server = child
  let output = ''
  child.stderr.on('data', (data) => {
    output += data
  })
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      output += data
      if (output.includes('ready at')) resolve(output)
    })
    child.once('exit', (code) => reject(new Error(`start ended with ${code}: ${output}`)))
  })
}

it('on a database of its own a company gets no demo accounts, no demo company, and nobody signs in as one', async () => {
  const output = await start()
  expect(output).not.toMatch(/demo/i)
  const address = /ready at (\S+)/.exec(output)![1]!
  for (const { email, password } of demoAccounts) {
    const response = await fetch(`${address}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: JSON.stringify({ email, password }),
    })
    expect([email, response.status]).toEqual([email, 401])
  }
  const session = await (await fetch(`${address}/trpc/session.current`)).json()
  expect(session.result.data).toMatchObject({ user: null, isDemo: false })
  const company = new pg.Client(embeddedClient(host, 'postgres', 'wholesaler_db'))
  await company.connect()
  try {
    const { rows } = await company.query(
      `select (select count(*)::integer from auth."user") as accounts, (select count(*)::integer from membership) as members,
         (select count(*)::integer from item) as items, (select count(*)::integer from planning_run) as runs`,
    )
    expect(rows).toEqual([{ accounts: 0, members: 0, items: 0, runs: 0 }])
  } finally {
    await company.end()
  }
})
