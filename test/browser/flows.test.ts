import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

async function viewer(role: 'planner' | 'supplier' | 'owner', width = 1440) {
  const cookie = await company.signIn(role)
  return openViewer(browser, company.address, { language: 'en', cookie, width })
}

describe('what people do', () => {
  it('less than asked needs a reason; the rest is accepted in one action; the planner sees it', async () => {
    const { page, context } = await viewer('supplier')
    await visit(page, '/supplier')
    await page.getByRole('button', { name: 'Partly or decline…' }).first().click()
    await page.getByLabel('How many can you deliver').fill('1')
    await page.getByText('A reason is needed when it is less than asked.').waitFor()
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
    await keepScreenshot(page, 'supplier-reply.en')
    await page.getByLabel('Reason').fill('down is short')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Partly', { exact: true }).first().waitFor()
    const all = page.getByRole('button', { name: /^Accept all the rest \(\d+ lines, [\d,]+\s+pieces\)/ })
    await all.click()
    await page.getByText(/lines will be accepted, [\d,]+\s+pieces/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, 'supplier-accept-rest.en')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Accept [\d,]+\s+pieces/ })
      .click()
    await page.getByText('All answered').waitFor()
    await context.close()

    const planner = await viewer('planner')
    await visit(planner.page, `/supplier?supplierId=${SAMPLE.supplierId}`)
    await planner.page.getByText('All answered').waitFor()
    await planner.context.close()
  })

  it("an owner's expectation on top of what is ordered is kept", async () => {
    const { page, context } = await viewer('owner', 360)
    await visit(page, '/owner')
    await page.getByRole('button', { name: 'More' }).first().click()
    await page.getByText('Saved').waitFor()
    const said = await page.getByLabel('On top of what is ordered').first().inputValue()
    await visit(page, '/owner')
    expect(await page.getByLabel('On top of what is ordered').first().inputValue()).toBe(said)
    await context.close()
  })

  it('an owner describes customers by steppers and a pasted list; the counts are there after a reload', async () => {
    const { page, context, problems } = await viewer('owner', 360)
    await visit(page, '/owner?view=customers')
    await page.getByRole('button', { name: 'More Looks for value' }).click()
    await page.getByRole('button', { name: 'Paste a list' }).click()
    await page.getByRole('textbox', { name: /One tag and count/ }).fill('Looks for style 1,250\nnonsense')
    await page.getByRole('button', { name: 'Fill in' }).click()
    await page.getByText('Cannot read this line: nonsense').waitFor()
    await page
      .getByRole('textbox', { name: /One tag and count/ })
      .fill('Looks for style 1,250\nCannot tell 740')
    await page.getByRole('button', { name: 'Fill in' }).click()
    await page.getByText('63% of your customers described').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Save counts' }).click()
    await page.getByText('Saved').waitFor()
    await visit(page, '/owner?view=customers')
    expect(await page.getByLabel('Looks for style', { exact: true }).inputValue()).toBe('1,250')
    expect(await page.getByLabel('Looks for value', { exact: true }).inputValue()).toBe('10')
    expect(problems).toEqual([])
    await context.close()
  })

  it('filters live in the address: a reload shows the same rows; nothing found is not "no data"', async () => {
    const { page, context } = await viewer('planner')
    await visit(page, '/demand?search=TS-01')
    expect(await page.getByRole('link', { name: 'Basic T-shirt' }).count()).toBe(1)
    const jacket = page.getByRole('link', { name: 'Light down jacket, navy M' })
    expect(await jacket.count()).toBe(0)
    await page.getByLabel('Find by name or code').fill('nothing like this')
    await page.locator('[data-state="filtered-empty"]').waitFor()
    expect(page.url()).toContain('search=nothing')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await jacket.waitFor()
    await context.close()
  })

  it('a worklist is worked by keyboard: resolve, undo, snooze with a day and a reason, reopen', async () => {
    const { page, context, problems } = await viewer('planner')
    await visit(page, '/today')
    const rows = page.locator('tr[data-row]')
    expect(await rows.count()).toBe(3)
    await rows.first().focus()
    await page.keyboard.press('ArrowDown')
    expect(await rows.nth(1).evaluate((row) => row === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('e')
    await page.getByText('Resolved: Light down jacket, navy M.').waitFor()
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.first().evaluate((row) => row === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+z')
    await expect.poll(() => rows.count()).toBe(3)

    await rows.first().getByRole('button', { name: 'Snooze…' }).click()
    expect(await page.getByRole('button', { name: 'Snooze…', exact: true }).last().isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'In two weeks' }).click()
    await page.getByRole('textbox', { name: 'Reason' }).fill('the mill answers on Friday')
    await page.keyboard.press('Enter')
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByText('Snoozed 1', { exact: true }).click()
    await page.getByText('Snoozed until 2026-06-15: the mill answers on Friday').waitFor()
    expect(page.url()).toContain('state=snoozed')
    await page.getByRole('button', { name: 'Reopen' }).click()
    await page.getByText('Open 3', { exact: true }).waitFor()
    expect(problems).toEqual([])
    await context.close()
  })

  it('before a plan is published it says how orders would vary and what changes', async () => {
    const { page, context, problems } = await viewer('planner')
    await visit(page, '/plan')
    await page.getByRole('button', { name: 'Publish to suppliers' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Platform: 1.20 in this plan, 2.16 so far.').waitFor()
    await dialog.getByText('Already published').first().waitFor()
    await keepScreenshot(page, 'publish.en')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })

  it('before a plan is published a ratio of 13 weeks is said to be of too few for a verdict', async () => {
    const { page, context } = await viewer('planner')
    await page.route('**/trpc/**publication.preview**', async (route) => {
      const response = await route.fetch()
      const told = '"orderVariance":{"ratio":22.09,"low":9,"high":40,"weeks":13,"verdict":"too-few-buckets"}'
      const body = (await response.text()).replace(/"orderVariance":(null|\{[^}]*\})/g, told)
      await route.fulfill({ response, body })
    })
    await visit(page, '/plan')
    await page.getByRole('button', { name: 'Publish to suppliers' }).click()
    const row = page.getByRole('dialog').getByRole('row').filter({ hasText: '22.09' }).first()
    await row.getByText('Only 13 weeks, under 26: no verdict').waitFor()
    await context.close()
  })

  it('a failed request says that it failed', async () => {
    const { page, context } = await viewer('planner')
    await page.route('**/trpc/**worklist**', (route) => route.fulfill({ status: 500, body: '{}' }))
    await visit(page, '/today')
    await page.locator('[data-state="failed"]').waitFor({ timeout: 15_000 })
    await context.close()
  })

  it('chart and table show the same numbers; the language switch changes every text', async () => {
    const { page, context } = await viewer('planner')
    await visit(page, '/demand')
    await page.getByText('Table', { exact: true }).first().click()
    const total = await page
      .locator('table')
      .first()
      .locator('tbody tr')
      .first()
      .locator('td')
      .last()
      .textContent()
    expect(Number(total?.replaceAll(',', ''))).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Language: 中文' }).click()
    await page.getByRole('heading', { level: 1, name: '需求总览' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await context.close()
  })
})
