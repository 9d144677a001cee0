import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
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

it('released from a page that a newer run has overtaken, a batch stays as it is and both languages say why', async () => {
  const cookie = await company.signIn('planner')
  const said = {
    en: /can no longer be released: run \d+ of 2026-\d\d-\d\d has overtaken it\. Show the newer run and decide there\./,
    'zh-CN': '已有更新的计划或版本取代了它。请先显示新的，再在那里决定。',
  }
  const buttons = { en: 'Release to the supplier', 'zh-CN': '下达给供应商' }
  const viewers = []
  for (const language of ['en', 'zh-CN'] as const) {
    const viewer = await openViewer(browser, company.address, { language, cookie })
    await visit(viewer.page, '/batches?batch=1')
    viewers.push({ language, ...viewer })
  }
  const system = { role: 'system', userId: 'test' } as const
  await company.headwater.asCaller(system, (db) =>
    sql`insert into planning_run (planning_run_id, as_of, ledger_version, first_bucket, horizon_weeks, detail_weeks, quantile_levels, seed,
        state, started_by, started_at, finished_at)
      select 9000, as_of, ledger_version, first_bucket, horizon_weeks, detail_weeks, quantile_levels, seed, 'finished', 'test',
        now(), now() from planning_run where planning_run_id = ${SAMPLE.runId}`.execute(db),
  )
  const orders = () =>
    company.headwater.asCaller(system, (db) =>
      db.selectFrom('supply_order').select('code').where('planning_run_id', '=', SAMPLE.runId).execute(),
    )
  const before = await orders()
  for (const { language, page, context } of viewers) {
    await page.getByRole('button', { name: buttons[language] }).click()
    await page.getByText(said[language]).waitFor()
    await keepScreenshot(page, `overtaken-run.${language}`)
    await context.close()
  }
  expect(await orders()).toEqual(before)
})
