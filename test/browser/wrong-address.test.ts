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

it.each([
  ['/demand/MG001', 'an item that is named by its code'],
  ['/demand/999999', 'an item that is not there'],
  ['/campaigns/none', 'a campaign that is no number'],
])(
  '%s: %s reads as not found in the language of the screen, with a way back, not as a server that did not answer',
  async (address) => {
    const { page, context } = await openViewer(browser, company.address, {
      language: 'zh-CN',
      cookie: await company.signIn('planner'),
    })
    await visit(page, address)
    await page.getByText('页面不存在').waitFor()
    expect(await page.locator('[data-state="not-found"] a').getAttribute('href')).toBe('/')
    expect(await page.locator('main').textContent()).not.toMatch(/invalid|expected|服务器没有应答/i)
    await context.close()
  },
)
