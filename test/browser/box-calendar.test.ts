import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { system } from '#test/support/database'
import { insertSampleRipening } from '#test/support/sample-boxes'

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

async function viewer(language: 'en' | 'zh-CN') {
  const cookie = await company.signIn('planner')
  return openViewer(browser, company.address, { language, cookie })
}

describe('box calendar', () => {
  it('fruit that keeps five days leaves two of seven empty; three more days of ripening move the order, not the ripe day', async () => {
    const { page, context } = await viewer('en')
    await visit(page, '/subscriptions')
    await page.getByText('Something is ripe on 20 of 28 days.').first().waitFor()
    const chart = page.getByRole('radiogroup', { name: /chart or table/i }).nth(1)
    await chart.getByText('Table').click()
    const row = page.getByRole('region', { name: 'Dates of each box' }).locator('tbody tr').first()
    const dates = async () => (await row.locator('td .figure').allTextContents()).map((text) => text.trim())
    expect(await dates()).toEqual([
      '2026-06-03',
      '2026-05-27',
      '2026-05-30',
      '2026-05-30',
      '2026-06-03',
      '2026-06-07',
    ])
    await page.getByLabel(/^2026-06-03 .*: Ripening \(days\)$/).fill('7')
    await page.waitForURL(/ripening/)
    expect(await dates()).toEqual([
      '2026-06-03',
      '2026-05-24',
      '2026-05-27',
      '2026-05-27',
      '2026-06-03',
      '2026-06-07',
    ])
    await visit(page, page.url())
    expect(await page.getByLabel(/^2026-06-03 .*: Ripening \(days\)$/).inputValue()).toBe('7')
    await page.getByRole('button', { name: 'Reset' }).click()
    expect(await page.getByLabel(/^2026-06-03 .*: Ripening \(days\)$/).inputValue()).toBe('4')
    await context.close()
  })

  it('days at home are set for one box, named when nothing is ripe, and have no serious fault of accessibility', async () => {
    const { page, context } = await viewer('zh-CN')
    await visit(page, '/subscriptions')
    await page.getByLabel(/^2026-06-10 .*：其中在家（天）$/).fill('2')
    await page.waitForURL(/home/)
    await page
      .getByText(/没有熟果的日子：06-08, 06-09/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await context.close()
  })

  it('the warehouse at 15 °C instead of 20 °C orders three days earlier; kept, it stays; what is too cold is said', async () => {
    await company.headwater.asCaller(system, (db) => insertSampleRipening(db))
    const { page, context } = await viewer('en')
    await visit(page, '/subscriptions')
    const chart = page.getByRole('radiogroup', { name: /chart or table/i }).nth(1)
    await chart.getByText('Table').click()
    const orderBy = page
      .getByRole('region', { name: 'Dates of each box' })
      .locator('tbody tr')
      .first()
      .locator('td .figure')
      .nth(1)
    expect((await orderBy.textContent())!.trim()).toBe('2026-05-27')
    const warehouse = page.getByLabel('Warehouse at', { exact: true })
    const temperatures = page.getByRole('region', { name: 'Temperatures' })
    await warehouse.fill('15')
    await page.waitForURL(/warehouseAt=15/)
    expect((await orderBy.textContent())!.trim()).toBe('2026-05-24')
    await temperatures.getByText('15.0 °C · 6.3 days').waitFor()
    await page.getByText('A trial: nothing is saved.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep these temperatures' }).click()
    await page.getByText('Temperatures saved. The next run orders by that of the warehouse.').waitFor()
    expect(page.url()).not.toMatch(/warehouseAt/)
    await visit(page, page.url())
    await temperatures.getByText('15.0 °C · 6.3 days').waitFor()
    await warehouse.fill('8')
    await temperatures.getByText('harmed below 12.0 °C').waitFor()
    await page.getByRole('button', { name: 'As in the table' }).click()
    await temperatures.getByText('15.0 °C · 6.3 days').waitFor()
    await context.close()
  })
})
