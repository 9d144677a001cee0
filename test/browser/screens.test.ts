import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFaults,
  keepScreenshot,
  type Language,
  launchBrowser,
  openViewer,
  visit,
} from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { SAMPLE } from '#test/support/sample-run'

/** Screens by role: address, name of its picture, a heading in each language. */
const SCREENS = {
  planner: [
    ['/today', 'today', '今日', 'Today'],
    ['/demand', 'demand', '需求总览', 'Demand overview'],
    [`/demand/${SAMPLE.jacketId}`, 'item', '轻薄羽绒服 藏青 M', 'Light down jacket, navy M'],
    ['/plan', 'plan', '订货计划', 'Order plan'],
    [`/plan?open=${SAMPLE.jacketId}-${SAMPLE.supplierId}`, 'plan-detail', '订货计划', 'Order plan'],
    ['/batches?batch=1', 'batches', '批次与产能', 'Batches and line load'],
    ['/campaigns', 'campaigns', '预售与联名订单', 'Campaigns and joint orders'],
    ['/subscriptions', 'subscriptions', '订阅', 'Subscriptions'],
    ['/bullwhip', 'bullwhip', '牛鞭效应', 'Bullwhip'],
  ],
  owner: [['/owner', 'owner', '我的商品', 'My products']],
} as const

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

const CASES = Object.entries(SCREENS).flatMap(([role, screens]) =>
  screens.flatMap(([address, name, zh, en]) =>
    (['zh-CN', 'en'] as const).map((language) => ({
      role: role as keyof typeof SCREENS,
      address,
      name,
      heading: language === 'en' ? en : zh,
      language: language as Language,
    })),
  ),
)

describe('screens', () => {
  it('sign-in offers the demo users', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const { page, context, problems } = await openViewer(browser, company.address, { language })
      await visit(page, '/')
      await page.locator('[data-role="planner"]').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `sign-in.${language}`)
      expect(problems).toEqual([])
      await context.close()
    }
  })

  it.each(CASES)('$role sees $address in $language', async ({ role, address, name, heading, language }) => {
    const cookie = await company.signIn(role)
    const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
    await visit(page, address)
    await keepScreenshot(page, `${name}.${language}`)
    await page.getByRole('heading', { level: 1, name: heading, exact: false }).waitFor({ timeout: 8000 })
    expect(await accessibilityFaults(page)).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })
})
