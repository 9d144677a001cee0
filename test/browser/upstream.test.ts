import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe('certainty passed upstream', () => {
  it('a supplier chooses lines and makes a link; a mill reads it without signing in, until it is revoked', async () => {
    const cookie = await company.signIn('supplier')
    const supplier = await openViewer(browser, company.address, { language: 'en', cookie })
    await visit(supplier.page, '/supplier')
    await supplier.page.getByRole('link', { name: 'Pass upstream…' }).click()
    await supplier.page.getByRole('heading', { level: 1, name: 'Pass certainty upstream' }).waitFor()
    await supplier.page.getByText('too late: no number passed on').first().waitFor()
    await supplier.page.locator('input[type=checkbox]:not([disabled])').first().check()
    await supplier.page.getByRole('button', { name: 'Make a link (1 chosen)' }).click()
    await supplier.page.getByRole('button', { name: 'Make the link' }).click()
    const link = await supplier.page.getByLabel('Link', { exact: true }).inputValue()
    expect(link).toMatch(/\/upstream#hu_/)
    await keepScreenshot(supplier.page, 'upstream-share.en')

    for (const [language, heading, scheme] of [
      ['zh-CN', '已授权的物料需求', 'dark'],
      ['en', 'Authorised need of material', 'light'],
    ] as const) {
      const mill = await openViewer(browser, company.address, { language, scheme, width: 390 })
      const asked: string[] = []
      mill.page.on('request', (request) => asked.push(request.url()))
      await visit(mill.page, link)
      await mill.page.getByRole('heading', { level: 1, name: heading }).waitFor()
      expect(await mill.page.locator('tbody tr').count()).toBe(1)
      await keepScreenshot(mill.page, `upstream-reader.${language}`)
      expect(await accessibilityFaults(mill.page)).toEqual([])
      const download = mill.page.waitForEvent('download')
      await mill.page.getByRole('button', { name: 'XLSX' }).click()
      expect((await download).suggestedFilename()).toBe('upstream-2026-06-01.xlsx')
      expect(asked.filter((address) => address.includes('hu_') && !address.startsWith('blob:'))).toEqual(
        asked.filter((address) => address === link),
      )
      expect(mill.problems).toEqual([])
      await mill.page.goto(`${company.address}/upstream#hu_another_link_in_the_same_window`)
      await mill.page.getByText(language === 'en' ? 'This link does not open' : '链接打不开').waitFor()
      await mill.context.close()
    }

    await supplier.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click()
    await supplier.page.getByRole('button', { name: /^Revoke link/ }).click()
    await supplier.page.getByText('revoked', { exact: true }).waitFor()
    await keepScreenshot(supplier.page, 'upstream.en')
    await supplier.context.close()
    const late = await openViewer(browser, company.address, { language: 'en' })
    await visit(late.page, link)
    await late.page.getByText('This link does not open').waitFor()
    await late.context.close()
  }, 90_000)
})
