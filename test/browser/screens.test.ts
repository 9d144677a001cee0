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

/** Screens by role: address, name of its picture, its heading in each language. */
const SCREENS = {
  planner: [
    ['/today', 'today', '今日', 'Today'],
    ['/demand', 'demand', '需求总览', 'Demand overview'],
    [`/demand/${SAMPLE.jacketId}`, 'item', '轻薄羽绒服 藏青 M', 'Light down jacket, navy M'],
    [`/plan?open=${SAMPLE.jacketId}-${SAMPLE.supplierId}`, 'plan', '订货计划', 'Order plan'],
    ['/batches?batch=1', 'batches', '批次与产能', 'Batches and line load'],
    ['/campaigns', 'campaigns', '预售与联名订单', 'Campaigns and joint orders'],
    [`/campaigns/${SAMPLE.campaignId}`, 'campaign', '千人羽绒服联名', 'A thousand jackets'],
    ['/subscriptions', 'subscriptions', '订阅', 'Subscriptions'],
    ['/bullwhip', 'bullwhip', '牛鞭效应', 'Bullwhip'],
    ['/import', 'import', '导入', 'Import'],
  ],
  analyst: [
    ['/accuracy', 'accuracy', '准确率', 'Accuracy'],
    ['/reports', 'reports', '报告', 'Reports'],
  ],
  supplier: [
    ['/supplier', 'supplier', '确定的需求', 'Confirmed demand'],
    ['/supplier/batches', 'supplier-batches', '我的批次', 'My batches'],
    ['/supplier/upstream', 'upstream', '向上游传递确定性', 'Pass certainty upstream'],
    ['/supplier/capacity', 'supplier-capacity', '产能', 'Capacity'],
    ['/supplier/materials', 'supplier-materials', '备料', 'Materials'],
  ],
  owner: [['/owner', 'owner', '我的商品', 'My products']],
} as const
type Role = keyof typeof SCREENS

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

const CASES = (Object.keys(SCREENS) as Role[]).flatMap((role) =>
  (['zh-CN', 'en'] as const).map((language) => ({ role, language: language as Language })),
)

describe('screens', () => {
  it('sign-in offers the demo users in the language of the browser', async () => {
    for (const [language, words] of [
      ['zh-CN', '计划员'],
      ['en', 'Planner'],
    ] as const) {
      const { page, context, problems } = await openViewer(browser, company.address, { language })
      await visit(page, '/')
      await page.locator('[data-role="planner"]', { hasText: words }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `sign-in.${language}`)
      expect(problems).toEqual([])
      await context.close()
    }
  })

  it.each(CASES)(
    '$role in $language: headings, no serious accessibility fault, no error',
    async ({ role, language }) => {
      const cookie = await company.signIn(role)
      const width = role === 'owner' ? 360 : 1440
      const scheme = language === 'en' ? 'dark' : 'light'
      const { page, context, problems } = await openViewer(browser, company.address, {
        language,
        cookie,
        scheme,
        width,
      })
      const faults: string[] = []
      for (const [address, name, zh, en] of SCREENS[role]) {
        await visit(page, address)
        await page
          .getByRole('heading', { level: 1, name: language === 'en' ? en : zh })
          .waitFor({ timeout: 10_000 })
        await keepScreenshot(page, `${name}.${language}`)
        for (const fault of await accessibilityFaults(page)) faults.push(`${address} ${fault}`)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        if (overflow > 0) faults.push(`${address} is ${overflow} px wider than the window`)
      }
      expect(faults).toEqual([])
      expect(problems).toEqual([])
      await context.close()
    },
    240_000,
  )

  it('the start address leads each role to its first page and rests there', async () => {
    for (const [role, address] of [
      ['planner', '/today'],
      ['analyst', '/accuracy'],
      ['supplier', '/supplier'],
      ['owner', '/owner'],
    ] as const) {
      const cookie = await company.signIn(role)
      const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
      await page.goto('/')
      await page.waitForURL(`**${address}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await context.close()
    }
  })

  it('a page that a role may not visit says so', async () => {
    const cookie = await company.signIn('supplier')
    const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
    await visit(page, '/demand')
    await page.getByText('Not allowed').waitFor()
    await context.close()
  })

  it('weeks are the same in Los Angeles: the first planned week is W23 from 1 June', async () => {
    const cookie = await company.signIn('planner')
    const { page, context } = await openViewer(browser, company.address, {
      language: 'en',
      cookie,
      timezone: 'America/Los_Angeles',
    })
    await visit(page, '/plan')
    await page.getByRole('columnheader', { name: 'W23 06-01' }).first().waitFor({ timeout: 10_000 })
    await context.close()
  })

  it('on paper: no navigation, whole tables, where the page came from', async () => {
    const cookie = await company.signIn('planner')
    const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
    await visit(page, '/plan')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').count()).toBe(0)
    await page.getByText(/Headwater · http.*\/plan printed 2026-06-01/).waitFor()
    expect(await page.locator('a[download]:visible').count()).toBe(0)
    for (const name of await page.locator('.name-with-code > .clip').all())
      expect(await name.evaluate((text) => getComputedStyle(text).whiteSpace)).toBe('normal')
    const table = page.locator('.table-scroll').first()
    expect(await table.evaluate((region) => region.scrollHeight - region.clientHeight)).toBeLessThanOrEqual(1)
    await keepScreenshot(page, 'print.en')
    await context.close()
  })
})
