import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { embeddedClient } from '#db/embedded'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'

const root = path.join(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'hw-sample-data-'))
const host = inject('clusterHost')
const PASSWORD = 'a-long-enough-password'
const environment = {
  ...process.env,
  DATABASE_URL: `postgresql://taster@localhost/taster_db?host=${encodeURIComponent(host)}`,
  HEADWATER_DATA: folder,
  HEADWATER_PORT: '4460',
}
let server: ChildProcess | undefined
let browser: Browser
let admin: pg.Client
let address: string

beforeAll(async () => {
  admin = new pg.Client(embeddedClient(host))
  await admin.connect()
  await admin.query('create role taster login createrole nosuperuser')
  await admin.query('create database taster_db owner taster')
  address = await start()
  await promisify(execFile)(
    'node',
    [
      'scripts/user.ts',
      ...['--email', 'lin@example.com', '--name', 'Lin', '--role', 'planner', '--password', PASSWORD],
    ],
    { cwd: root, env: environment },
  )
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  const ended = new Promise((resolve) => server?.once('exit', resolve) ?? resolve(null))
  server?.kill('SIGINT')
  await ended
  await admin.end()
  rmSync(folder, { recursive: true, force: true })
})

function start(): Promise<string> {
  const child = spawn('node', ['scripts/start.ts'], {
    cwd: root,
    env: environment,
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
      const ready = /ready at (\S+)/.exec(output)
      if (ready) resolve(ready[1]!)
    })
    child.once('exit', (code) => reject(new Error(`start ended with ${code}: ${output}`)))
  })
}

async function signIn(): Promise<string> {
  const response = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email: 'lin@example.com', password: PASSWORD }),
  })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

it('an empty company loads the sample company by one click, is labelled, plans it, and takes it out again', async () => {
  const { page, context, problems } = await openViewer(browser, address, {
    language: 'en',
    cookie: await signIn(),
  })
  await visit(page, '/today')
  await page.getByRole('heading', { name: 'Nothing is for sale here yet' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await keepScreenshot(page, 'nothing-yet.en')
  expect(await page.getByText('Demo data', { exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: 'Load the sample company' }).click()
  await page.getByRole('heading', { name: 'Loading the sample company' }).waitFor()
  await page.getByText('Demo data', { exact: true }).waitFor({ timeout: 120_000 })
  await page.getByRole('heading', { name: 'The first plan is being made' }).waitFor()

  await visit(page, '/import')
  await page.getByText('240 items', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Remove sample data' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove sample data?' })
  await dialog.getByText('400 shop owners', { exact: false }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await keepScreenshot(page, 'remove-sample-data.en')
  await dialog.getByRole('button', { name: 'Remove sample data' }).click()
  await page.getByText('Demo data', { exact: true }).waitFor({ state: 'detached', timeout: 120_000 })
  await visit(page, '/today')
  await page.getByRole('heading', { name: 'Nothing is for sale here yet' }).waitFor()
  expect(problems).toEqual([])
  await context.close()
}, 300_000)
