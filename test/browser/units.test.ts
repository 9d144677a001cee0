import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { system } from '#test/support/database'
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

it.each(['zh-CN', 'en'] as const)(
  'in %s: pieces and kilograms are lists of their own; what is counted in grams is read and typed in kilograms',
  async (language) => {
    const cookie = await company.signIn('planner')
    const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
    const words = (zh: string, en: string) => (language === 'en' ? en : zh)
    const unit = page.getByRole('radiogroup', { name: words('计量单位', 'Counted in') })
    const mango = page.getByRole('link', { name: words('芒果', 'Mango'), exact: true })

    await visit(page, '/demand')
    await unit.getByText(words('千克（1 种商品）', 'kg (1 item)')).waitFor()
    expect(await mango.count()).toBe(0)
    await unit.getByText(words('千克（1 种商品）', 'kg (1 item)')).click()
    await page.waitForURL((url) => url.searchParams.get('unit') === 'gram')
    await mango.waitFor()
    expect(await page.getByText(words('单位：千克', 'unit: kg')).count()).toBeGreaterThan(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `units.${language}`)

    await visit(page, `/demand/${SAMPLE.boxId}`)
    await page.getByLabel(words('改为', 'Instead'), { exact: true }).fill('2.5')
    await page.getByLabel(words('理由', 'Reason'), { exact: true }).first().click()
    await page.getByRole('option', { name: words('促销或活动', 'Promotion or event') }).click()
    await page.getByRole('button', { name: words('保存', 'Save'), exact: true }).click()
    const reset = page.getByRole('button', { name: words('2.5 千克', '2.5 kg') })
    await reset.waitFor()
    expect(await overridden()).toBe(2500)
    await reset.click()
    await reset.waitFor({ state: 'detached' })

    for (const [path, figure] of [
      [`/plan?search=MANGO`, words('千克', 'kg')],
      [`/supplier?supplierId=${SAMPLE.otherSupplierId}`, words('千克', 'kg')],
      ['/accuracy?unit=gram&lag=0', words('千克', 'kg')],
    ] as const) {
      await visit(page, path)
      await page.getByText(figure).first().waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
    }
    expect(problems).toEqual([])
    await context.close()
  },
  120_000,
)

async function overridden(): Promise<number> {
  return company.headwater.asCaller(system, async (_, client) => {
    const { rows } = await client.query(
      'select quantity from forecast_override where item_id = $1 order by forecast_override_id desc limit 1',
      [SAMPLE.boxId],
    )
    return rows[0].quantity
  })
}
