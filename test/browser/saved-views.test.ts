import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'

let company: Company
let browser: Browser
beforeAll(async () => {
  company = await startCompany()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await company.stop()
})

it('a view is saved by keyboard, marked when its filters change, updated, opened again, removed and brought back', async () => {
  const { page, context, problems } = await openViewer(browser, company.address, {
    language: 'en',
    cookie: await company.signIn('planner'),
  })
  await visit(page, '/demand?search=jacket')
  await page.getByRole('button', { name: 'Views' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Save as a view…' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('menuitem', { name: 'Save as a view…' }).press('Enter')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Jackets')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'View: Jackets' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.textContent === 'View: Jackets')

  await page.getByLabel('Find by name or code').fill('shirt')
  await page.getByRole('button', { name: /View: Jackets.*not saved/ }).click()
  await page.getByRole('menuitem', { name: 'Update “Jackets”' }).click()
  await page.getByRole('button', { name: 'View: Jackets', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Everything, no filter' }).click()
  await page.waitForURL((url) => !url.search.includes('shirt'))
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Jackets' }).click()
  await page.waitForURL((url) => url.search.includes('search=shirt'))

  await page.getByRole('button', { name: 'View: Jackets' }).click()
  await page.getByRole('menuitem', { name: 'Remove “Jackets”' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'View: Jackets' }).waitFor()
  expect(problems).toEqual([])
  await context.close()
})
