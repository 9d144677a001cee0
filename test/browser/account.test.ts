import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'

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

it('a token made on the account page opens the REST paths until it is taken back', async () => {
  const cookie = await company.signIn('analyst')
  const { page, context, problems } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/demand')
  await page.getByRole('link', { name: /Wu/ }).click()
  await page.getByRole('heading', { name: 'My account' }).waitFor()
  await page.getByText('No access token yet').waitFor()
  expect(await page.getByRole('button', { name: 'Make it' }).isDisabled()).toBe(true)
  await page.getByLabel('What it is for').fill('Monthly report')
  await page.getByRole('button', { name: 'Make it' }).click()
  const token = await page.getByRole('textbox', { name: 'Access token' }).inputValue()
  await page.getByRole('button', { name: 'Take back token “Monthly report”' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await keepScreenshot(page, 'account.en')

  const ask = async () =>
    (
      await fetch(`${company.address}/api/v1/forecasts?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status
  expect(await ask()).toBe(200)
  await page.getByRole('button', { name: 'Take back token “Monthly report”' }).click()
  await page.getByText('Taken back').waitFor()
  expect(await ask()).toBe(401)
  expect(problems).toEqual([])
  await context.close()
})

it('in Chinese and dark, nothing is cut off on a phone', async () => {
  const cookie = await company.signIn('supplier')
  const { page, context } = await openViewer(browser, company.address, {
    language: 'zh-CN',
    cookie,
    width: 390,
    scheme: 'dark',
  })
  await visit(page, '/account')
  await page.getByRole('heading', { name: '我的账号' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  await keepScreenshot(page, 'account.zh')
  await context.close()
})
