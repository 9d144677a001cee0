import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { system } from '#test/support/database'
import {
  insertSampleRipening,
  insertSampleStandIn,
  insertSampleSubscribers,
} from '#test/support/sample-boxes'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  await company.headwater.asCaller(system, (db) => insertSampleSubscribers(db, 100))
  await company.headwater.asCaller(system, insertSampleRipening)
  await company.headwater.asCaller(system, insertSampleStandIn)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

async function viewer(language: 'en' | 'zh-CN', role: 'planner' | 'analyst' = 'planner') {
  const cookie = await company.signIn(role)
  return openViewer(browser, company.address, { language, cookie })
}

describe('lots in the coming boxes', () => {
  it('each lot as a bar and as a row, each box with its lots, what is missing and when nothing is ripe; a tried temperature is answered', async () => {
    const { page, context } = await viewer('en')
    await visit(page, '/subscriptions')
    await page.getByText('4 packings ahead: 3 short').first().waitFor()
    const packing = page.getByRole('region', { name: 'What each box holds' })
    const second = packing.locator('tbody tr', { hasText: 'on order 06-08' }).first()
    expect(await second.textContent()).toMatch(/06-12 – 06-12/)
    await packing.getByText(/06-10 to 06-11, up to 1\d\d boxes/).waitFor()
    expect(await packing.getByText('missing').count()).toBe(3)
    await page
      .getByRole('radiogroup', { name: /chart or table/i })
      .nth(2)
      .getByText('Table')
      .click()
    const lots = page.getByRole('region', { name: 'Where lots go' })
    const ordered = lots.locator('tbody tr', { hasText: 'on order' })
    expect(await ordered.textContent()).toMatch(/2026-06-082026-06-122026-06-160\.3\skg/)
    await page.getByLabel('Warehouse at', { exact: true }).fill('15')
    await lots.getByText('2026-06-15').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await context.close()
  })

  it('an analyst reads it in Chinese without a button that keeps temperatures', async () => {
    const { page, context } = await viewer('zh-CN', 'analyst')
    await visit(page, '/subscriptions')
    await page.getByText('未来 4 次装箱：缺货 3 次').first().waitFor()
    await page.getByRole('region', { name: '每箱装什么' }).getByText('在途 06-08').first().waitFor()
    expect(await page.getByRole('button', { name: '保存这些温度' }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await context.close()
  })

  it('a rule that is added proposes swaps with how many boxes at once; removed, nothing stands in until it is brought back', async () => {
    const { page, context } = await viewer('en')
    await visit(page, '/subscriptions')
    const swaps = page.getByRole('region', { name: 'Proposed swaps' })
    await swaps.getByText('nothing to swap').first().waitFor()
    await page.getByText('No rule yet. Add one here, or import them.').waitFor()
    await page.getByRole('button', { name: 'Add a rule' }).click()
    const form = page.getByRole('dialog')
    const hasFocus = (label: string) =>
      page.waitForFunction((at) => document.activeElement?.matches(at), label)
    await hasFocus('[role="dialog"] input')
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    await hasFocus('button')
    await page.keyboard.press('Enter')
    const choose = async (label: string, option: string) => {
      await form.getByLabel(label, { exact: true }).click()
      await page.getByRole('option', { name: option }).click()
    }
    await choose('Plan', 'Weekly fruit box')
    await choose('Instead of', 'Mango MANGO')
    await choose('Replaced by', 'Mango MANGO')
    await form.getByText('An item cannot be swapped for itself.').waitFor()
    expect(await form.getByRole('button', { name: 'Keep the rule' }).isDisabled()).toBe(true)
    await choose('Replaced by', 'Pear PEAR')
    expect(await accessibilityFaults(page)).toEqual([])
    await form.getByRole('button', { name: 'Keep the rule' }).click()
    await form.waitFor({ state: 'detached' })
    const first = swaps.locator('tbody tr', { hasText: 'Pear' }).first()
    await first.waitFor()
    expect(await first.textContent()).toMatch(/2026-06-03Weekly fruit boxMango MANGO0\.1\skg missing/)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove the rule: Pear for Mango' }).click()
    await page.getByText('No rule yet. Add one here, or import them.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Remove the rule: Pear for Mango' }).waitFor()
    await context.close()
  })
})
