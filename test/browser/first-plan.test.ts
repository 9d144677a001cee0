import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { announce } from '#api/live/live-changes'
import type { Db } from '#db/client'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { SAMPLE } from '#test/support/sample-run'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

async function setRun(change: ReturnType<typeof sql>) {
  await company.headwater.asCaller({ role: 'system', userId: 'test' }, async (db: Db) => {
    await sql`update planning_run set ${change} where planning_run_id = ${SAMPLE.runId}`.execute(db)
    await announce(db, { topic: 'run', id: SAMPLE.runId })
  })
}

it('before the first plan its progress is shown; when it is there the page fills by itself', async () => {
  await setRun(sql`state = 'queued'`)
  const cookie = await company.signIn('planner')
  const { page, context, problems } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/demand')
  await page.getByRole('heading', { name: 'The first plan is being made' }).waitFor()
  await page.locator('[data-state="first-plan"]', { hasText: 'Waiting to start' }).waitFor()
  await setRun(sql`state = 'running', stage = 'forecasting', stage_done = 80, stage_total = 240`)
  await page.locator('[data-state="first-plan"]', { hasText: '80 of 240' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await keepScreenshot(page, 'first-plan.en')
  await setRun(sql`state = 'finished'`)
  await page.getByRole('link', { name: 'Light down jacket, navy M' }).waitFor()
  expect(await page.getByRole('button', { name: 'Show it' }).count()).toBe(0)
  expect(problems).toEqual([])
  await context.close()
})

it('the same in Chinese, on every page that shows a plan', async () => {
  await setRun(sql`state = 'running', stage = 'batches', stage_done = 1, stage_total = 4`)
  const cookie = await company.signIn('analyst')
  const { page, context } = await openViewer(browser, company.address, { language: 'zh-CN', cookie })
  for (const path of ['/today', '/demand', '/plan', '/batches', '/bullwhip', '/accuracy', '/reports']) {
    await visit(page, path)
    await page.getByRole('heading', { name: '正在制定第一份计划' }).waitFor()
    await page.locator('[data-state="first-plan"]', { hasText: '排批次' }).waitFor()
  }
  await keepScreenshot(page, 'first-plan.zh')
  await setRun(sql`state = 'finished'`)
  await context.close()
})

it('a run under way leaves the date of the plan that is shown readable, and can be watched and cancelled from there', async () => {
  await company.headwater.asCaller({ role: 'system', userId: 'test' }, async (db: Db) => {
    await sql`insert into planning_run (planning_run_id, as_of, ledger_version, first_bucket, horizon_weeks, detail_weeks,
        quantile_levels, seed, state, stage, stage_done, stage_total, started_by)
      select 9000, as_of, ledger_version, first_bucket, horizon_weeks, detail_weeks, quantile_levels, seed, 'running',
        'forecasting', 80, 240, 'test' from planning_run where planning_run_id = ${SAMPLE.runId}`.execute(db)
  })
  const cookie = await company.signIn('planner')
  const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/demand')
  await page.getByRole('button', { name: /^Plan as of 2026-\d\d-\d\d · Under way$/ }).click()
  await page.getByText('80 of 240').waitFor()
  await page.getByRole('button', { name: 'Cancel the run' }).click()
  await page.getByRole('button', { name: 'Cancelling…' }).waitFor()
  await context.close()
})
