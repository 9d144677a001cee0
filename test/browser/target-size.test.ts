import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, openViewer, visit } from '#test/support/browser'
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

const LOW = `[...document.querySelectorAll('a[href], button, input')]
  .filter((each) => each.getClientRects().length > 0)
  .map((each) => [each.tagName, each.textContent.slice(0, 20), Math.round(each.getBoundingClientRect().height)])
  .filter(([, , height]) => height > 1 && height < 24)`

it.each([
  ['supplier', '/supplier'],
  ['supplier', '/supplier/upstream'],
  ['planner', '/account'],
  ['planner', '/import'],
  ['planner', '/demand/grid'],
] as const)('of a %s, no link, button or box of %s is lower than 24 px', async (role, address) => {
  const cookie = await company.signIn(role)
  const { page, context } = await openViewer(browser, company.address, {
    language: 'en',
    cookie,
    width: 1366,
  })
  await visit(page, address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.evaluate(LOW)).toEqual([])
  await context.close()
})

it('at 1366 px the material table ends inside its frame', async () => {
  const cookie = await company.signIn('supplier')
  const { page, context } = await openViewer(browser, company.address, {
    language: 'en',
    cookie,
    width: 1366,
  })
  await visit(page, '/supplier/materials')
  const table = page.getByRole('region', { name: 'Material requirement' })
  await table.getByRole('columnheader', { name: 'For' }).waitFor()
  expect(await table.evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBeLessThanOrEqual(0)
  await context.close()
})
