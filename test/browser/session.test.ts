import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoAccounts } from '#api/session/demo-accounts'
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

it('a session that ends in mid-edit: signing in over the page keeps what was typed, and it is sent', async () => {
  const cookie = await company.signIn('supplier')
  const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/supplier')
  await page.getByRole('button', { name: 'Partly or decline…' }).first().click()
  await page.getByLabel('How many can you deliver').fill('1')
  await page.getByLabel('Reason').fill('down is short')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Send' }).click()
  const again = page.getByRole('dialog', { name: 'Your sign-in has ended' })
  await again.waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await again.getByRole('textbox', { name: 'Password' }).fill('not this one')
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.getByText('is not right').waitFor()
  const account = demoAccounts.find(({ role }) => role === 'supplier')!
  await again.getByRole('textbox', { name: 'Password' }).fill(account.password)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.waitFor({ state: 'detached' })
  expect(await page.getByLabel('Reason').inputValue()).toBe('down is short')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Partly', { exact: true }).first().waitFor()
  await context.close()
})

it('signing out leads to the sign-in page', async () => {
  const cookie = await company.signIn('supplier')
  const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/supplier')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await context.close()
})

it('on a phone a supplier sees what is asked beside its answer, and nothing runs off the page', async () => {
  const cookie = await company.signIn('supplier')
  const { page, context, problems } = await openViewer(browser, company.address, {
    language: 'en',
    cookie,
    width: 360,
    height: 780,
  })
  await visit(page, '/supplier')
  const row = page
    .locator('tbody tr')
    .filter({ has: page.getByRole('button', { name: 'Accept' }) })
    .first()
  for (const name of ['Accept', 'Partly or decline…']) {
    const box = (await row.getByRole('button', { name }).boundingBox())!
    expect(box.x + box.width).toBeLessThanOrEqual(360)
    expect(box.height).toBeGreaterThanOrEqual(40)
    const label = row.getByRole('button', { name }).locator('.mantine-Button-label')
    expect(await label.evaluate((text) => text.scrollWidth - text.clientWidth)).toBeLessThanOrEqual(0)
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await row.getByRole('button', { name: 'Accept' }).click()
  await page.getByText('Accepted', { exact: true }).first().waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(problems).toEqual([])
  await context.close()
})

it('an address that no role has a page for is not found, rather than not allowed', async () => {
  const cookie = await company.signIn('supplier')
  const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/nowhere')
  await page.locator('[data-state="not-found"]').waitFor()
  await visit(page, '/today')
  await page.getByText('Not allowed').waitFor()
  await context.close()
})

it('a page opened while the server does not answer says so inside the frame, and opens once it is back', async () => {
  const cookie = await company.signIn('supplier')
  const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/supplier')
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Materials' }).click()
  await page.locator('[data-state="failed"]').waitFor()
  await page.getByRole('banner').getByText('Headwater').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('The server does not answer. Check the network and try again in a moment.').waitFor()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { level: 1, name: 'Materials' }).waitFor()
  await context.close()
})

it('where nobody can sign in yet, the command that makes the first account is read whole on a phone', async () => {
  const { page, context } = await openViewer(browser, company.address, {
    language: 'zh-CN',
    width: 360,
    height: 780,
  })
  await page.route('**/trpc/session.current**', async (route) => {
    const response = await route.fetch()
    const body = await response.json()
    for (const { result } of body) Object.assign(result.data, { lacksAccounts: true, demoAccounts: [] })
    await route.fulfill({ response, json: body })
  })
  await page.goto('/')
  const told = page.getByRole('alert')
  await told.getByText('--role planner').waitFor()
  expect(await told.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  expect(await accessibilityFaults(page)).toEqual([])
  await context.close()
})
