import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFaults,
  keepScreenshot,
  type Language,
  launchBrowser,
  openViewer,
  visit,
} from '#test/support/browser'
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

async function viewer(role: 'planner' | 'supplier', language: Language = 'en') {
  const cookie = await company.signIn(role)
  return openViewer(browser, company.address, { language, cookie })
}

describe('what suppliers do', () => {
  it.each([
    [
      'en',
      'My batches',
      'Light down jacket, navy M',
      'State',
      'Firm',
      'times the minimum 100',
      'no answer yet',
    ],
    ['zh-CN', '我的批次', '轻薄羽绒服 藏青 M', '状态', '已确认', '达到最小批量', '待答复'],
  ] as const)(
    'own batches in %s: items with their quantity, fill, reply and deadline, filtered by state',
    async (language, title, item, state, firm, fill, waiting) => {
      const { page, context, problems } = await viewer('supplier', language)
      await visit(page, '/supplier')
      await page.getByRole('link', { name: title }).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      const first = page.locator('tbody tr').first()
      await first.getByText(item).waitFor()
      expect(await first.textContent()).toContain('B1-1')
      expect(await first.textContent()).toContain(fill)
      await page.locator('tbody').getByText(waiting).first().waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `supplier-batches.${language}`)
      expect(await page.locator('tbody tr').count()).toBe(4)
      await page.getByRole('combobox', { name: state }).click()
      await page.getByRole('option', { name: firm }).click()
      await page.locator('[data-state="filtered-empty"]').waitFor()
      expect(page.url()).toContain('state=firm')
      expect(problems).toEqual([])
      await context.close()
    },
  )

  it('a planner sees the batches of the supplier chosen, and nothing of the campaign behind them', async () => {
    const { page, context } = await viewer('planner')
    await visit(page, `/supplier/batches?supplierId=${SAMPLE.supplierId}`)
    await page.getByText('B1-1').waitFor()
    await context.close()
    const told = await viewer('supplier')
    await visit(told.page, '/supplier/batches')
    await told.page.getByText('B1-1').waitFor()
    expect(await told.page.locator('main').textContent()).not.toMatch(/联名|thousand jackets|deposit/i)
    await told.context.close()
  })

  it.each([
    [
      'en',
      'State what is there of White duck down',
      'There now and free (kg)',
      'Add an arrival',
      'Quantity (kg)',
      'Save',
      'Take back',
      '2026-06-08',
    ],
    [
      'zh-CN',
      '填报“90%白鸭绒”',
      '现有可用数量（千克）',
      '增加一笔到料',
      '数量（千克）',
      '保存',
      '撤回',
      '2026-06-08',
    ],
  ] as const)(
    'what is there of a material and what arrives is said in kilograms, in %s',
    async (language, say, onHand, add, quantity, save, takeBack, date) => {
      const { page, context, problems } = await viewer('supplier', language)
      await visit(page, '/supplier/materials')
      await page.getByRole('button', { name: say }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(onHand).fill('12')
      await dialog.getByRole('button', { name: add }).click()
      await dialog.getByLabel(quantity, { exact: true }).last().fill('30')
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `supplier-material-statement.${language}`)
      await dialog.getByRole('button', { name: save }).click()
      await dialog.waitFor({ state: 'detached' })
      await page
        .getByRole('row')
        .filter({ hasText: date })
        .filter({ hasText: /12.*30/ })
        .first()
        .waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `supplier-materials.${language}`)
      await page
        .getByRole('row')
        .filter({ hasText: /12.*30/ })
        .getByRole('button', { name: takeBack })
        .click()
      await page
        .getByRole('row')
        .filter({ hasText: /12.*30/ })
        .waitFor({ state: 'detached' })
      expect(problems).toEqual([])
      await context.close()
    },
  )

  it.each([
    [
      'en',
      'Materials',
      'Material requirement',
      'White duck down',
      'Find a material',
      'Not counted, for lack of a bill of materials: Basic T-shirt',
    ],
    ['zh-CN', '备料', '物料需求', '90%白鸭绒', '搜索物料', '以下商品没有物料清单，未计入：基础款T恤'],
  ] as const)(
    'material in %s: what to order by when, what is not counted, what is searched',
    async (language, title, list, down, find, missing) => {
      const { page, context, problems } = await viewer('supplier', language)
      await visit(page, '/supplier/materials')
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await page.getByText(missing).waitFor()
      await page.getByLabel(find).fill('down')
      await page.waitForURL(/search=down/)
      const rows = page.getByRole('region', { name: list }).locator('tbody tr')
      await rows.filter({ hasText: 'ZIP' }).first().waitFor({ state: 'detached' })
      expect(await rows.first().textContent()).toContain(down)
      expect(await rows.first().textContent()).toContain('2026-05-12')
      const file = await page.request.get(
        (await page.locator('a[href*="materials.csv"]').getAttribute('href')) as string,
      )
      expect(await file.text()).toContain('ZIP')
      expect(problems).toEqual([])
      await context.close()
    },
  )

  it.each([
    [
      'en',
      'Line down or short…',
      'Reason',
      'Save',
      'Offer slack…',
      'Price break (%)',
      'Withdraw',
      'No slack is offered.',
      '5.0%',
    ],
    [
      'zh-CN',
      '申报停机或减产…',
      '原因',
      '保存',
      '提供空档…',
      '单价优惠（%）',
      '撤回',
      '还没有提供空档。',
      '5.0%',
    ],
  ] as const)(
    'capacity in %s: a day down takes its minutes away; slack is offered and withdrawn',
    async (language, down, reason, save, offer, price, withdraw, none, shown) => {
      const { page, context, problems } = await viewer('supplier', language)
      await visit(page, '/supplier/capacity')
      const first = page.locator('tbody tr').first()
      expect(await first.textContent()).toContain('2,400')
      await page.getByRole('button', { name: down }).click()
      await page.getByLabel(reason).fill('boiler')
      await page.getByRole('button', { name: save }).click()
      await first.getByText('1,920').first().waitFor()
      await page.getByRole('button', { name: offer }).first().click()
      await page.getByLabel(price).fill('5')
      const offers: string[] = []
      page.on('request', (request) => request.url().includes('offerSlack') && offers.push(request.url()))
      await page.getByRole('button', { name: save }).dblclick()
      await page.getByText(shown).first().waitFor()
      expect(offers).toHaveLength(1)
      const planner = await viewer('planner', language)
      await visit(planner.page, '/supplier/capacity')
      await planner.page.getByText(shown).waitFor()
      await planner.context.close()
      await page.getByRole('button', { name: withdraw }).last().click()
      await page.getByText(none).waitFor()
      await page.getByRole('button', { name: withdraw }).first().click()
      await first.getByText('2,400').first().waitFor()
      expect(problems).toEqual([])
      await context.close()
    },
  )
})
