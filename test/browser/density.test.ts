import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, launchBrowser, openViewer, visit } from '#test/support/browser'
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

it('rows of tables stand closer once asked for, still so after a reload, and wide again', async () => {
  const cookie = await company.signIn('planner')
  const { page, context, problems } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/plan')
  const height = () =>
    page
      .locator('.data-table tbody tr')
      .first()
      .evaluate((row) => row.getBoundingClientRect().height)
  const wide = await height()
  await page.getByRole('button', { name: 'Closer table rows' }).click()
  const close = await height()
  expect(close).toBeLessThan(wide)
  expect(close).toBeGreaterThanOrEqual(24)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.reload()
  await page.locator('.data-table tbody tr').first().waitFor()
  expect(await height()).toBe(close)
  await page.getByRole('button', { name: 'Wider table rows' }).click()
  expect(await height()).toBe(wide)
  expect(problems).toEqual([])
  await context.close()
})
