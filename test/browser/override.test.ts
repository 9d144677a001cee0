import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

it.each(['zh-CN', 'en'] as const)(
  'in %s: an override takes a reason, stands in the list with the forecast it replaced, and can be taken back',
  async (language) => {
    const cookie = await company.signIn('planner')
    const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
    const words = (zh: string, en: string) => (language === 'en' ? en : zh)
    await visit(page, `/demand/${SAMPLE.shirtId}`)
    const save = page.getByRole('button', { name: words('保存', 'Save'), exact: true })
    await page.getByLabel(words('改为', 'Instead'), { exact: true }).fill('777')
    expect(await save.isDisabled()).toBe(true)
    await page.getByLabel(words('理由', 'Reason'), { exact: true }).first().click()
    await page.getByRole('option', { name: words('促销或活动', 'Promotion or event') }).click()
    await save.click()
    const reset = page.getByRole('button', { name: /777/ })
    await reset.waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `override.${language}`)
    await reset.click()
    await reset.waitFor({ state: 'detached' })
    await page
      .getByText(words('没有调整，全部采用预测。', 'Nothing is overridden: the forecast stands.'))
      .waitFor()
    expect(problems).toEqual([])
    await context.close()
  },
  60_000,
)
