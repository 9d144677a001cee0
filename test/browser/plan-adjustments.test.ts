import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { SAMPLE } from '#test/support/sample-run'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  await company.headwater.asMaintenance(async (db) => {
    await db
      .updateTable('run_plan')
      .set({
        adjustments: JSON.stringify([
          { reason: 'order-value-early', step: 0, fromStep: 2, quantity: 40, saving: null },
          { reason: 'slack', step: 1, fromStep: 3, quantity: 25, saving: 123_400 },
          { reason: 'published-kept', step: 1, fromStep: null, quantity: 7, saving: null },
        ]),
      })
      .where('item_id', '=', SAMPLE.jacketId)
      .execute()
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

it.each(['zh-CN', 'en'] as const)(
  'in %s: an order that was moved or kept says from which week, how many and why',
  async (language) => {
    const cookie = await company.signIn('planner')
    const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
    const words = (zh: string, en: string) => (language === 'en' ? en : zh)
    await visit(page, `/plan?open=${SAMPLE.jacketId}-${SAMPLE.supplierId}`)
    await page.getByText(words('订货为什么与政策不同', 'Why orders differ from the policy')).waitFor()
    const reasons = await page
      .getByRole('listitem')
      .filter({ hasText: /W\d\d|周/ })
      .allTextContents()
    const text = reasons.join('\n')
    expect(text).toContain(words('为达到供应商的最低订货额', "to reach the supplier's least order value"))
    expect(text).toContain('1,234')
    expect(text).toContain(words('比需要多订 7', '7 more than needed'))
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `plan-adjustments.${language}`)
    expect(problems).toEqual([])
    await context.close()
  },
  60_000,
)

it.each(['zh-CN', 'en'] as const)(
  'in %s: an opened item says where its safety stock should wait, and less of it the longer customers wait',
  async (language) => {
    const cookie = await company.signIn('analyst')
    const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
    const words = (zh: string, en: string) => (language === 'en' ? en : zh)
    await visit(page, `/plan?open=${SAMPLE.jacketId}-${SAMPLE.supplierId}`)
    await page.getByRole('button', { name: words('计算', 'Work it out') }).click()
    const table = page.getByRole('region', {
      name: words('安全库存放在哪里最省', 'Where safety stock should wait'),
    })
    await table.getByText(words('双头拉链', 'Two-way zip')).waitFor()
    expect(await table.locator('tbody tr').count()).toBe(4)
    const summary = page.getByText(words('最省的分法每周持有成本', 'The cheapest placing costs'))
    const measures = page.getByRole('region', {
      name: words('供应是否按计划', 'How supply keeps to the plan'),
    })
    await measures.getByText(words('全部供应商', 'All suppliers')).waitFor()
    expect(await measures.locator('tbody tr').count()).toBe(3)
    const before = await summary.textContent()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `plan-stock-stages.${language}`)
    await page.getByLabel(words('顾客可等的天数', 'Days customers wait')).fill('12')
    await expect.poll(() => summary.textContent()).not.toBe(before)
    expect(problems).toEqual([])
    await context.close()
  },
  60_000,
)
