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

async function viewer(role: 'planner' | 'supplier') {
  const cookie = await company.signIn(role)
  return openViewer(browser, company.address, { language: 'en', cookie })
}
const address = `/campaigns/${SAMPLE.campaignId}`

describe('page of a campaign', () => {
  it('a changed condition moves the waterfall, stands in the address and survives a reload', async () => {
    const { page, context } = await viewer('planner')
    await visit(page, address)
    const summary = page.getByText(/^Under the conditions below it affords/).first()
    const before = await summary.textContent()
    await page.getByLabel('Saved per unit by off-season making').fill('20')
    await page.waitForURL(/offSeason=20/)
    await page.getByRole('button', { name: 'Reset all' }).waitFor()
    const after = await summary.textContent()
    expect(after).not.toBe(before)
    await visit(page, page.url())
    expect(await summary.textContent()).toBe(after)
    expect(await page.getByLabel('Saved per unit by off-season making').inputValue()).toBe('¥ 20')
    await context.close()
  })

  it('the waterfall as a table adds up; forfeits are no part of it until asked for', async () => {
    const { page, context } = await viewer('planner')
    await visit(page, address)
    await page.getByText('Table', { exact: true }).nth(1).click()
    const table = page.getByRole('region', { name: 'The discount that equal profit affords' })
    const fractions = async () =>
      (await table.locator('tbody tr td:nth-child(2)').allTextContents()).map((text) =>
        Number.parseFloat(text),
      )
    const parts = await fractions()
    const total = parts.at(-1)!
    expect(parts.slice(0, -1).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 0)
    expect(parts).toHaveLength(6)
    await page.getByLabel('Count forfeited deposits').click({ force: true })
    await page.waitForURL(/forfeits=true/)
    expect(await fractions()).toHaveLength(7)
    await context.close()
  })

  it.each(['zh-CN', 'en'] as const)(
    'in %s: the story of one sold and three left earns 43.33 to order against 30 from stock; a dearer cost says it cannot be',
    async (language) => {
      const cookie = await company.signIn('planner')
      const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
      const words = (zh: string, en: string) => (language === 'en' ? en : zh)
      await visit(page, address)
      const title = words('备货还是按订单生产', 'From stock or made to order')
      const panel = page.locator('section', { has: page.getByRole('heading', { name: title }) }).last()
      await panel.getByRole('button', { name: words('卖一剩三', 'three-left story') }).click()
      const rows = panel.locator('tbody tr')
      const cells = async (row: number) =>
        (await rows.nth(row).locator('td').allTextContents()).map((text) => text.replace(/[¥,\s]/g, ''))
      expect((await cells(0)).slice(1)).toEqual(['30.00', '43.33'])
      expect((await cells(1)).slice(1)).toEqual(['27000', '39000'])
      // Largest discount at equal profit .4333; half must pay with forfeits off; 15 of 100 make a cancellation harmless.
      expect([await cells(3), await cells(4), await cells(5)].map((row) => row[2])).toEqual([
        '43.3%',
        '50.0%',
        '15.0%',
      ])
      await panel.getByText('70.7%').waitFor()
      // Half worth 120, half 40, cost 25: 55 a customer before they know, 47.50 after.
      await panel.getByText(/55\.00.*47\.50/).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `campaign-made-to-order.${language}`)
      await panel.getByLabel(words('单件成本', 'Unit cost')).fill('120')
      await panel.getByRole('alert').waitFor()
      expect(problems).toEqual([])
      await context.close()
    },
    60_000,
  )

  it('a promise that cannot be kept says what binds; another date is asked in the address', async () => {
    const { page, context } = await viewer('planner')
    await visit(page, `${address}?promiseBy=2026-12-31`)
    await page.getByText('Can be kept').waitFor()
    await page.getByLabel('In the warehouse by').fill('2026-06-21')
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByText('Cannot be kept').waitFor()
    await page.getByText('What binds: material: Two-way zip.').waitFor()
    expect(page.url()).toContain('promiseBy=2026-06-21')
    await context.close()
  })

  it('a planner asks for a quote, the supplier offers with a price break, the planner computes with it', async () => {
    const planner = await viewer('planner')
    await visit(planner.page, address)
    await planner.page.getByRole('button', { name: 'Ask for a quote' }).click()
    const form = planner.page.getByRole('dialog')
    await form.getByLabel('Quantity').fill('1000')
    await form.getByRole('button', { name: 'Send the request' }).click()
    await planner.page.getByText('waiting until 2026-06-06').waitFor()

    const supplier = await viewer('supplier')
    await visit(supplier.page, '/supplier')
    await supplier.page.getByRole('button', { name: 'Quote…' }).click()
    const reply = supplier.page.getByRole('dialog')
    await reply.getByRole('textbox', { name: 'Unit cost', exact: true }).fill('170')
    await reply.getByLabel('Price break from').fill('900')
    await reply.getByLabel('Unit cost from there').fill('175')
    await reply.getByText('Give a quantity, and a lower cost.').waitFor()
    expect(await reply.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
    await reply.getByLabel('Unit cost from there').fill('160')
    await keepScreenshot(supplier.page, 'quote-reply.en')
    await reply.getByRole('button', { name: 'Send' }).click()
    await supplier.page.getByText('Offer', { exact: true }).waitFor()
    expect(await accessibilityFaults(supplier.page)).toEqual([])
    await supplier.context.close()

    await visit(planner.page, address)
    await planner.page.getByText('from 900: ¥160.00').waitFor()
    await planner.page.getByRole('link', { name: /^compute with/ }).click()
    await planner.page.waitForURL(/cost=160/)
    await keepScreenshot(planner.page, 'campaign-quote.en')
    expect(await accessibilityFaults(planner.page)).toEqual([])
    await planner.context.close()
  }, 120_000)

  it('reads in Chinese and in the dark without a serious accessibility fault', async () => {
    const cookie = await company.signIn('planner')
    const { page, context, problems } = await openViewer(browser, company.address, {
      language: 'zh-CN',
      scheme: 'dark',
      cookie,
    })
    await visit(page, address)
    await page.getByRole('heading', { name: '利润不变可让的折扣，从何而来' }).waitFor()
    await keepScreenshot(page, 'campaign-dark.zh-CN')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })
})
