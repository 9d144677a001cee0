import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { FIRST_WEEK, SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

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
  'in %s: an override takes a reason, stands in the list with the forecast it replaced, is no news to who made it, and can be taken back',
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
    const focused = () =>
      page.evaluate(() => (document.activeElement as HTMLInputElement).labels?.[0]?.textContent)
    expect(await focused()).toBe(words('改为', 'Instead'))
    await page.waitForTimeout(1500)
    expect(await page.getByText(words('项新变化', 'new change')).count()).toBe(0)
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

it('a week that another planner changed while the form was filled is asked for with both numbers', async () => {
  const cookie = await company.signIn('planner')
  const { page, context, problems } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, `/demand/${SAMPLE.shirtId}`)
  await page.getByLabel('Instead', { exact: true }).fill('777')
  await page.getByLabel('Reason', { exact: true }).first().click()
  await page.getByRole('option', { name: 'Promotion or event' }).click()
  const other = procedures(testServices(company.headwater), { role: 'planner', userId: 'other-planner' })
  await other.items.override({
    itemId: SAMPLE.shirtId,
    week: FIRST_WEEK,
    scope: 'total',
    quantity: 888,
    reason: 'weather',
    note: 'typhoon',
  })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('888').waitFor()
  await dialog.getByText('777').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'All mine' }).click()
  await dialog.getByRole('button', { name: 'Save like this' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /777/ }).waitFor()
  expect(problems).toEqual([])
  await context.close()
}, 60_000)
