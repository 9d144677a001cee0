import { readFileSync } from 'node:fs'
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

describe('demand by group', () => {
  it('the overview says how sure the whole is; regions, owners and categories show the same demand with ranges', async () => {
    const cookie = await company.signIn('planner')
    const { page, context, problems } = await openViewer(browser, company.address, { language: 'en', cookie })
    await visit(page, '/demand')
    await page.getByText(/8 times in 10 it adds up to between 27,300 and 37,700/).waitFor()
    await page.getByText('Regions', { exact: true }).click()
    await page.waitForURL(/by=region/)
    const regions = page.getByRole('region', { name: 'Regions', exact: true })
    await regions
      .getByRole('row', { name: /华东 East China 19,500 16,380 22,620 9,750 50% 17,550/ })
      .waitFor()
    await regions.getByRole('row', { name: /No owner or region 13,000/ }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Supplier' }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, 'demand-regions.en')

    await page.getByText('Shop owners', { exact: true }).click()
    await page
      .getByRole('region', { name: 'Shop owners', exact: true })
      .getByRole('row', { name: /130 109 151 30/ })
      .waitFor()
    await page.getByText('Categories', { exact: true }).click()
    await page
      .getByRole('region', { name: 'Categories', exact: true })
      .getByRole('link', { name: 'Clothes' })
      .click()
    await page.waitForURL(/categoryId=1/)
    await page.getByRole('region', { name: 'Items', exact: true }).waitFor()
    await page.goBack()
    await page.getByRole('region', { name: 'Categories', exact: true }).waitFor()
    expect(problems).toEqual([])
    await context.close()
  })

  it('the file has the groups of the page', async () => {
    const cookie = await company.signIn('analyst')
    const { page, context } = await openViewer(browser, company.address, { language: 'zh-CN', cookie })
    await visit(page, '/demand?by=region')
    await page.getByRole('region', { name: '地区', exact: true }).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('下载 CSV').click()])
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n')
    expect(lines[0]).toContain('低位')
    expect(lines.slice(1).map((line) => line.split(',').slice(1, 7))).toEqual([
      ['华东 East China', '华东 East China', '件', '19500', '16380', '22620'],
      ['', '', '件', '13000', '10920', '15080'],
    ])
    await context.close()
  })

  it('an owner reads what the plan takes the own customers to want, apart from where it is asked', async () => {
    const cookie = await company.signIn('owner')
    const { page, context, problems } = await openViewer(browser, company.address, {
      language: 'en',
      cookie,
      width: 360,
    })
    await visit(page, '/owner')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByText(/Your customers will want/).count()).toBe(0)
    await visit(page, '/owner?view=impact')
    await page
      .getByText('Your customers will want about 40 pieces, 8 times in 10 between 34 and 46; 12 of it')
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, 'owner-outlook.en')
    expect(problems).toEqual([])
    await context.close()
  })
})
