import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { system } from '#test/support/database'
import { insertSampleRun } from '#test/support/sample-run'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  await company.headwater.asCaller(system, async (db) => {
    for (const [run, week] of [
      [2, '2026-06-15'],
      [3, '2026-07-20'],
    ] as const)
      await insertSampleRun(db, run, week)
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

describe('accuracy', () => {
  it.each(['zh-CN', 'en'] as const)(
    'in %s: stairs, versions, an opened cell and every level without an accessibility fault',
    async (language) => {
      const cookie = await company.signIn('analyst')
      const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
      await visit(page, '/accuracy?lag=0')
      const words = (zh: string, en: string) => (language === 'en' ? en : zh)
      await page.getByText(words('朴素（上周销量）', 'Naive (last week again)')).first().waitFor()
      await page.locator('.waterfall-cell[data-diagonal]').first().click()
      await page
        .getByRole('heading', { name: words('W23 误差最大的商品', 'Items that erred most in W23') })
        .waitFor()
      expect(new URL(page.url()).searchParams.get('week')).toBe('2026-06-01')
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `accuracy-versions.${language}`)
      for (const [by, zh, en] of [
        ['product', '产品', 'Product'],
        ['supplier', '供应商', 'Supplier'],
        ['pattern', '需求类型', 'Demand pattern'],
        ['item', '商品', 'Item'],
      ] as const) {
        const level = page.getByRole('radiogroup', { name: words('按', 'By'), exact: true })
        await level.getByText(words(zh, en), { exact: true }).click()
        await page.waitForURL((url) => url.searchParams.get('by') === by)
      }
      await page
        .getByRole('link', { name: words('基础款T恤', 'Basic T-shirt') })
        .last()
        .waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect(problems).toEqual([])
      await context.close()
    },
    60_000,
  )
})
