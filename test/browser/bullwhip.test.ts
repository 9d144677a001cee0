import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#db/client'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { system } from '#test/support/database'
import { insertSampleRun, SAMPLE } from '#test/support/sample-run'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  await company.headwater.asCaller(system, async (db) => {
    await insertSampleRun(db, 2, '2026-06-08')
    await ownerSaidAndSold(db)
    await db.updateTable('item_supplier').set({ unit_cost_minor: 100 }).execute()
    await db
      .updateTable('item_supplier')
      .set({ lead_time_days: 1 })
      .where('item_id', '=', SAMPLE.boxId)
      .execute()
    await smoothedByCost(db)
    await db.updateTable('planning_run').set({ parameters: '{"gapShare":0.5,"levellingWeeks":1}' }).execute()
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

/** One owner expected 30 shirts of a week and sold 20 of them. */
async function ownerSaidAndSold(db: Db) {
  const entry = (kind: string, rung: string, quantity: number) => ({
    item_id: SAMPLE.shirtId,
    kind,
    rung,
    quantity,
    ledger_version: 1,
    shop_owner_id: SAMPLE.shopOwnerId,
    occurred_on: '2026-05-04',
    occurred_at: '2026-05-04T04:00:00Z',
    known_at: '2026-05-04T04:00:00Z',
    need_from: '2026-05-04',
    need_to: '2026-05-10',
    source_record_id: 6000,
  })
  await db
    .insertInto('demand_entry')
    .values([entry('expected', 'intent', 30), entry('sale', 'paid', 20)])
    .execute()
}

/** The run closes half of every gap to its first supplier: 900 a week, against 1,300 with no smoothing. */
async function smoothedByCost(db: Db) {
  const cost = (gapShare: number, holding: number, backorder: number, capacity: number) => ({
    gapShare,
    levellingWeeks: 1,
    holding,
    backorder,
    capacity,
  })
  await db
    .insertInto('run_smoothing')
    .values({
      planning_run_id: 2,
      supplier_id: SAMPLE.supplierId,
      gap_share: 0.5,
      levelling_weeks: 1,
      reason: 'least-cost',
      method: 'simulation',
      item_count: 3,
      sampled_count: 3,
      week_count: 52,
      costs: JSON.stringify([
        cost(1, 30_000, 10_000, 90_000),
        cost(0.5, 40_000, 12_000, 38_000),
        cost(0.2, 90_000, 20_000, 14_000),
      ]),
    })
    .execute()
}

describe('bullwhip', () => {
  it.each(['zh-CN', 'en'] as const)(
    'in %s: a planner sees what the run chose and its costs, fixes another share and leaves it to cost again',
    async (language) => {
      const cookie = await company.signIn('planner')
      const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
      const words = (zh: string, en: string) => (language === 'en' ? en : zh)
      await visit(page, '/bullwhip')
      const title = words('本次运行怎样平滑订单', 'How this run smooths orders')
      const panel = page.locator('section', { has: page.getByRole('heading', { name: title }) }).last()
      await panel.getByText(words('成本最低', 'Costs least')).waitFor()
      await panel
        .getByText(/900.*400/)
        .first()
        .waitFor()
      await panel.getByRole('button', { name: words('查看', 'Costs of every choice for') }).click()
      await panel.getByText(words('本次所用', 'in use')).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `bullwhip-smoothing.${language}`)
      await panel.getByRole('button', { name: words('固定', 'Fix smoothing') }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(words('每次补足缺口的比例', 'Share of the gap')).fill('0.7')
      await page.keyboard.press('Enter')
      await panel.getByText(words('下次运行起：0.70', 'From the next run: 0.70')).waitFor()
      await panel.getByRole('button', { name: words('固定', 'Fix smoothing') }).click()
      await dialog.getByRole('button', { name: words('改回按成本选择', 'Leave to cost') }).click()
      await panel.getByText(words('下次运行起：0.70', 'From the next run: 0.70')).waitFor({ state: 'hidden' })
      expect(problems).toEqual([])
      await context.close()
    },
    60_000,
  )

  it.each(['zh-CN', 'en'] as const)(
    'in %s: a slider by keyboard changes the tried policy, the switch takes sharing away, reset brings it back',
    async (language) => {
      const cookie = await company.signIn('planner')
      const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
      const words = (zh: string, en: string) => (language === 'en' ? en : zh)
      await visit(page, '/bullwhip')
      const slider = page.getByRole('slider').first()
      await slider.focus()
      await page.keyboard.press('ArrowLeft')
      await page.waitForURL((url) => Number(url.searchParams.get('gapShare')) === 0.45)
      await page.getByRole('switch').focus()
      await page.keyboard.press('Space')
      await page.waitForURL((url) => url.searchParams.get('apart') === 'true')
      await page.getByText(words('各自为政（不共享）', 'Each on its own (nothing shared)')).first().waitFor()
      await page
        .getByText(words('模拟用的提前期（含 1 周检查周期', 'Lead times simulated (a review week included'))
        .waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `bullwhip-policy.${language}`)
      await page.getByRole('button', { name: words('恢复为当前政策', "Back to today's policy") }).click()
      await page.waitForURL((url) => !url.searchParams.has('gapShare'))
      expect(problems).toEqual([])
      await context.close()
    },
    60_000,
  )

  it('an analyst sees on which day a supplier might take orders; a planner changes it there', async () => {
    const change = { name: /^Change to / }
    const analyst = await openViewer(browser, company.address, {
      language: 'en',
      cookie: await company.signIn('analyst'),
    })
    await visit(analyst.page, '/bullwhip')
    await analyst.page.getByRole('heading', { name: 'Order days of suppliers' }).waitFor()
    expect(await analyst.page.getByRole('button', change).count()).toBe(0)
    await analyst.context.close()
    const { page, context, problems } = await openViewer(browser, company.address, {
      language: 'en',
      cookie: await company.signIn('planner'),
    })
    await visit(page, '/bullwhip')
    await page.getByText('Spread of the working days (standard deviation over mean)').waitFor()
    await page.getByRole('button', change).click()
    await page.getByText(/takes orders on \w+day from the next run on/).waitFor()
    await page.getByText('The working days spread by').waitFor()
    expect(await page.getByRole('button', change).count()).toBe(0)
    expect(problems).toEqual([])
    await context.close()
  }, 60_000)

  it('steps back to an earlier version and says so in the address', async () => {
    const cookie = await company.signIn('analyst')
    const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
    await visit(page, '/bullwhip')
    await page.getByRole('button', { name: 'Earlier version' }).click()
    await page.waitForURL((url) => url.searchParams.get('version') === String(SAMPLE.runId))
    await page.getByText('Data as of 2026-05-31').first().waitFor()
    expect(await page.getByRole('button', { name: 'Earlier version' }).isDisabled()).toBe(true)
    await context.close()
  })

  it.each(['zh-CN', 'en'] as const)(
    'in %s: the causes as a table add up to 2.16 for every supplier',
    async (language) => {
      const cookie = await company.signIn('planner')
      const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
      const words = (zh: string, en: string) => (language === 'en' ? en : zh)
      const title = words('过去的订单为什么波动', 'Why past orders swung')
      await visit(page, '/bullwhip')
      const panel = page.locator('section', { has: page.getByRole('heading', { name: title }) }).last()
      await panel
        .getByText(
          words('最大的成因是提前期，占 2.16 中的 0.60。', 'The largest cause is lead time: 0.60 of 2.16.'),
        )
        .waitFor()
      await keepScreenshot(page, `bullwhip-causes.${language}`)
      await panel.getByText(words('表格', 'Table'), { exact: true }).click()
      const rows = page.getByRole('region', { name: title }).locator('tbody tr')
      expect(await rows.count()).toBe(3)
      for (const row of await rows.all()) {
        const cells = (await row.locator('td, th').allTextContents()).slice(1)
        const parts = cells.map((text) => Number(text.replace('−', '-')))
        expect(parts.slice(0, -1).reduce((sum, part) => sum + part, 0)).toBeCloseTo(parts.at(-1)!, 6)
        expect(parts.at(-1)).toBe(2.16)
      }
      expect(await accessibilityFaults(page)).toEqual([])
      expect(problems).toEqual([])
      await context.close()
    },
    60_000,
  )

  it('a range beyond the picture is told in words, with the number', async () => {
    const cookie = await company.signIn('planner')
    const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
    await visit(page, '/bullwhip')
    await page
      .getByText('Arrow: Suppliers (This plan) is 1.90, range 1.52 to 29.42, beyond the picture.')
      .waitFor()
    await context.close()
  })

  it.each(['zh-CN', 'en'] as const)(
    'in %s: an owner who expected 30 and sold 20 expected half as much again, told for all, the region and the owner',
    async (language) => {
      const cookie = await company.signIn('planner')
      const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
      const words = (zh: string, en: string) => (language === 'en' ? en : zh)
      await visit(page, '/bullwhip')
      const title = words('店主：预计与实际', 'Owners: expected against sold')
      const rows = page.getByRole('region', { name: title }).locator('tbody tr')
      await rows.first().waitFor()
      expect(await rows.count()).toBe(3)
      for (const row of await rows.all()) expect(await row.textContent()).toContain('+50.0%')
      await page.getByText(words('偏差 +50.0%。', 'Bias +50.0%.')).first().waitFor()
      await keepScreenshot(page, `bullwhip-owners.${language}`)
      expect(await accessibilityFaults(page)).toEqual([])
      expect(problems).toEqual([])
      await context.close()
    },
    60_000,
  )
})
