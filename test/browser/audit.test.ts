import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { planner } from '#test/support/database'
import { FIRST_WEEK, SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  browser = await launchBrowser()
  const writer = procedures(testServices(company.headwater), planner)
  for (const quantity of [300, 320])
    await writer.demand.saveOverrides({
      reason: 'price',
      cells: [{ itemId: SAMPLE.shirtId, week: FIRST_WEEK, quantity }],
    })
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

it.each([
  ['zh-CN', 'analyst', 'light'],
  ['en', 'planner', 'dark'],
] as const)(
  'in %s as %s: the trail tells what stood before and after, filters stand in the address, and nothing can be edited',
  async (language, role, scheme) => {
    const cookie = await company.signIn(role)
    const { page, context, problems } = await openViewer(browser, company.address, {
      language,
      cookie,
      scheme,
    })
    const words = (zh: string, en: string) => (language === 'en' ? en : zh)
    await visit(page, '/audit')
    await page.getByText('300 → ').first().waitFor()
    await page.getByText(words('发布给供应商', 'Published to a supplier')).first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `audit.${language}`)
    await page.getByLabel(words('操作', 'What'), { exact: true }).first().click()
    await page.getByRole('option', { name: words('人工调整', 'Override') }).click()
    await page.waitForURL(/deed=override/)
    await page
      .getByText(words('发布给供应商', 'Published to a supplier'))
      .first()
      .waitFor({ state: 'detached' })
    const file = page.getByRole('link', { name: /CSV/ })
    expect(await file.getAttribute('href')).toContain('deed=override')
    await page.reload()
    await page.getByText('300 → ').first().waitFor()
    expect(await page.getByRole('row').count()).toBe(3)
    const cells = page.getByRole('table')
    expect(await cells.getByRole('button').count()).toBe(0)
    expect(await cells.locator('input').count()).toBe(0)
    expect(problems).toEqual([])
    await context.close()
  },
  60_000,
)
