import type { Browser, Page } from 'playwright-core'
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

async function phone() {
  const cookie = await company.signIn('owner')
  return openViewer(browser, company.address, { language: 'en', cookie, width: 360, height: 780 })
}
const expected = (page: Page) => page.getByLabel('On top of what is ordered').first()

it('what an owner taps just before leaving the card is saved', async () => {
  const { page, context, problems } = await phone()
  await visit(page, '/owner')
  await page.getByRole('button', { name: 'More' }).first().click()
  const told = await expected(page).inputValue()
  const saved = page.waitForResponse((response) => response.url().includes('expectations.expect'))
  await page.getByText('My customers').click()
  expect((await saved).status()).toBe(200)
  await visit(page, '/owner')
  expect(await expected(page).inputValue()).toBe(told)
  expect(problems).toEqual([])
  await context.close()
})

it('a week that is opened again shows what was told for it', async () => {
  const { page, context } = await phone()
  await visit(page, '/owner')
  await page.getByRole('button', { name: 'More' }).first().click()
  await page.getByText('Saved').waitFor()
  const told = await expected(page).inputValue()
  await page.getByText('Week after').click()
  await expect.poll(() => expected(page).inputValue()).toBe('')
  await page.getByText('Next week').click()
  await expect.poll(() => expected(page).inputValue()).toBe(told)
  await context.close()
})

it('counts of tags that are not saved yet are still there after a look at another view', async () => {
  const { page, context } = await phone()
  await visit(page, '/owner?view=customers')
  await page.getByLabel('Looks for value', { exact: true }).fill('321')
  await page.getByText('Not saved yet').waitFor()
  await page.getByText('You said, they bought').first().click()
  await page.getByText('My customers').click()
  expect(await page.getByLabel('Looks for value', { exact: true }).inputValue()).toBe('321')
  await page.getByRole('button', { name: 'Save counts' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await page.evaluate(() => Object.keys(sessionStorage).map((key) => sessionStorage[key]))).toEqual([
    '{}',
  ])
  await context.close()
})

it('on a phone everything an owner taps is at least 44 px high, and the account is within reach', async () => {
  const { page, context } = await phone()
  for (const view of ['say', 'customers', 'impact']) {
    await visit(page, `/owner?view=${view}`)
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'button, input:not([type=radio]), .mantine-SegmentedControl-label, main a',
        ),
      ]
        .filter((part) => part.checkVisibility() && part.getBoundingClientRect().height < 44)
        .map((part) => part.getAttribute('aria-label') ?? part.textContent),
    )
    expect(small).toEqual([])
  }
  await page.getByRole('main').getByRole('link', { name: /Wang/ }).click()
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  await context.close()
})

it('a page that a role may not open names the way back', async () => {
  const { page, context } = await phone()
  await visit(page, '/demand')
  await page.getByText('Not allowed').waitFor()
  await page.getByRole('link', { name: 'Back to the start' }).click()
  await page.getByRole('heading', { level: 1, name: 'My products' }).waitFor()
  await context.close()
})
