import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { planner } from '#test/support/database'
import { FIRST_WEEK, SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  // Three items in one grid: they must share a unit.
  await company.headwater.asCaller({ role: 'system', userId: 'test' }, (db) =>
    db.updateTable('item').set({ base_unit: 'piece' }).where('item_id', '=', SAMPLE.boxId).execute(),
  )
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

const LANGUAGES = ['zh-CN', 'en'] as const
const cell = (page: Page, row: number, column: number) => page.locator(`[data-at="${row}:${column}"]`)
const at = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.at ?? null)
const units = async (page: Page, row: number, column: number) =>
  Number((await cell(page, row, column).locator('.grid-units').textContent())?.replace(/[^\d]/g, ''))
const paste = (page: Page, text: string) =>
  page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)

async function openGrid(language: (typeof LANGUAGES)[number], address = '/demand/grid?sort=item') {
  const cookie = await company.signIn('planner')
  const viewer = await openViewer(browser, company.address, { language, cookie })
  await visit(viewer.page, address)
  const words = (zh: string, en: string) => (language === 'en' ? en : zh)
  return { ...viewer, words }
}

it.each(LANGUAGES)(
  'in %s: by keyboard alone a cell is found, replaced, left, and saved with a reason after a summary',
  async (language) => {
    const { page, context, problems, words } = await openGrid(language)
    const grid = page.getByRole('grid')
    expect(await grid.getAttribute('aria-rowcount')).toBe('4')
    expect(await grid.getAttribute('aria-colcount')).toBe('15')
    expect(await grid.locator('[tabindex="0"]').count()).toBe(1)
    await cell(page, 0, 0).focus()
    const steps: [string, string][] = [
      ['ArrowRight', '0:1'],
      ['ArrowDown', '1:1'],
      ['End', '1:14'],
      ['Home', '1:0'],
      ['Control+End', '2:14'],
      ['Control+Home', '0:0'],
      ['PageDown', '2:0'],
      ['PageUp', '0:0'],
      ['ArrowUp', '-1:0'],
      ['ArrowDown', '0:0'],
    ]
    for (const [key, place] of steps) {
      await page.keyboard.press(key)
      expect([key, await at(page)]).toEqual([key, place])
    }
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    const before = await units(page, 0, 2)
    await page.keyboard.type('4')
    await page.keyboard.press('Escape')
    expect(await units(page, 0, 2)).toBe(before)
    const [typed, meant] = language === 'en' ? ['1,234', 1234] : ['2 345', 2345]
    await page.keyboard.type(typed as string)
    await page.keyboard.press('Enter')
    expect([await at(page), await units(page, 0, 2)]).toEqual(['1:2', meant])
    await page.keyboard.press('F2')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('7.5')
    await page.keyboard.press('Enter')
    await page.getByText(words('必须是整数', 'must be a whole number')).waitFor()
    await page.keyboard.press('Escape')
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `demand-grid.${language}`)
    await context.clearCookies()
    await page.reload()
    await page.getByRole('button', { name: words('登录', 'Sign in'), exact: true }).waitFor()
    await page.locator('[data-role="planner"]').click()
    await page.getByRole('grid').waitFor()
    expect(await units(page, 0, 2)).toBe(meant)
    await page.getByRole('button', { name: words('保存 1 处改动…', 'Save 1 change…') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(words('保存前核对', 'Before saving')).waitFor()
    const save = dialog.getByRole('button', { name: words('保存', 'Save'), exact: true })
    expect(await save.isDisabled()).toBe(true)
    await dialog.getByLabel(words('理由', 'Reason'), { exact: true }).first().click()
    await page.getByRole('option', { name: words('促销或活动', 'Promotion or event') }).click()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `demand-grid-save.${language}`)
    await save.click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: words('没有改动', 'No changes') }).waitFor()
    await cell(page, 0, 2).focus()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Control+z')
    expect(await units(page, 0, 2)).toBe(meant)
    expect(problems).toEqual([])
    await context.close()
  },
  90_000,
)

it.each(LANGUAGES)(
  'in %s: a pasted block is taken whole or not at all, copied, and undone cell by cell after sorting',
  async (language) => {
    const { page, context, problems, words } = await openGrid(language)
    await cell(page, 0, 3).click()
    const before = [await units(page, 0, 3), await units(page, 1, 4), await units(page, 2, 3)]
    await paste(page, '11\t12\r\n13\tfourteen\r\n')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('fourteen').waitFor()
    await dialog.getByText(words('不是数字', 'not a number')).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `demand-grid-paste.${language}`)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await units(page, 0, 3)).toBe(before[0])
    await cell(page, 0, 3).click()
    await paste(page, '1,011\t12\r\n13\t14\r\n')
    await page.getByText(words('已粘贴 4 个单元格', '4 cells pasted')).waitFor()
    expect([await units(page, 0, 3), await units(page, 1, 4)]).toEqual([1011, 14])
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    const copied = await page.evaluate(() => {
      const data = new DataTransfer()
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
      )
      return data.getData('text/plain')
    })
    expect(copied).toBe('1011\t12\n13\t14')
    await page.getByRole('columnheader').first().click()
    await page.waitForURL(/desc=true/)
    expect([await units(page, 2, 3), await units(page, 1, 4)]).toEqual([1011, 14])
    await page.keyboard.press('Control+z')
    expect([await units(page, 2, 3), await units(page, 1, 4), await units(page, 0, 3)]).toEqual(before)
    await page.keyboard.press('Control+y')
    expect(await units(page, 2, 3)).toBe(1011)
    await page.getByRole('button', { name: words('放弃草稿', 'Discard drafts') }).click()
    expect(await units(page, 2, 3)).toBe(before[0])
    expect(problems).toEqual([])
    await context.close()
  },
  90_000,
)

it.each(LANGUAGES)(
  'in %s: an edited total is spread over the weeks, held cells unchanged, the sum exact, and seen before it is taken',
  async (language) => {
    const { page, context, problems, words } = await openGrid(
      language,
      '/demand/grid?sort=item&categories=true',
    )
    const row = 2
    await cell(page, row, 4).click()
    const held = await units(page, row, 4)
    await page.keyboard.press('l')
    await cell(page, row, 1).click()
    await page.keyboard.type('9999')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(words('合计（与新的合计一致）', 'Sum, equal to the new total')).waitFor()
    expect(await dialog.locator('tr.total').textContent()).toContain('9,999')
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `demand-grid-spread.${language}`)
    await dialog.getByRole('button', { name: words('个草稿', 'Set 1') }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await units(page, row, 4)).toBe(held)
    const weeks: number[] = []
    for (let column = 2; column < 15; column += 1) weeks.push(await units(page, row, column))
    expect(weeks.reduce((sum, each) => sum + each, 0)).toBe(9999)
    await page.keyboard.press('Control+z')
    await cell(page, 0, 2).click()
    await page.keyboard.type('1')
    await page.keyboard.press('Enter')
    await dialog.getByText(words('合计不能低于', 'The total cannot be less than')).waitFor()
    expect(problems).toEqual([])
    await context.close()
  },
  90_000,
)

it.each(LANGUAGES)(
  'in %s: a cell that another planner changed is asked for with both numbers, and nothing is lost',
  async (language) => {
    const { page, context, problems, words } = await openGrid(language)
    const other = procedures(testServices(company.headwater), { ...planner, userId: 'other-planner' })
    await cell(page, 0, 5).click()
    const [first, second] = language === 'en' ? [507, 608] : [505, 606]
    await page.keyboard.type(String(first))
    await page.keyboard.press('Tab')
    await page.keyboard.type(String(second))
    await page.keyboard.press('Enter')
    const week = '2026-06-22'
    expect(week > FIRST_WEEK).toBe(true)
    for (const itemId of [SAMPLE.boxId, SAMPLE.jacketId, SAMPLE.shirtId])
      await other.demand.saveOverrides({
        reason: 'weather',
        note: 'typhoon',
        cells: [{ itemId, week, quantity: 444, seen: await seenOf(other, itemId, week) }],
      })
    await page.getByRole('button', { name: words('保存 2 处改动…', 'Save 2 changes…') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words('理由', 'Reason'), { exact: true }).first().click()
    await page.getByRole('option', { name: words('价格变动', 'Change of price') }).click()
    await dialog.getByRole('button', { name: words('保存', 'Save'), exact: true }).click()
    await dialog.getByText('typhoon').waitFor()
    await dialog.getByText('444').waitFor()
    await dialog.getByText(String(first)).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `demand-grid-conflict.${language}`)
    await dialog.getByRole('button', { name: words('全部用我的', 'All mine') }).click()
    await dialog.getByRole('button', { name: words('按此保存', 'Save like this') }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: words('没有改动', 'No changes') }).waitFor()
    expect([await units(page, 0, 5), await units(page, 0, 6)]).toEqual([first, second])
    expect(problems).toEqual([])
    await context.close()
  },
  90_000,
)

it('an analyst reads the grid and edits nothing', async () => {
  const cookie = await company.signIn('analyst')
  const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/demand/grid')
  await cell(page, 0, 2).click()
  const before = await units(page, 0, 2)
  await page.keyboard.type('5')
  expect(await page.locator('.grid-editor').count()).toBe(0)
  await paste(page, '5')
  expect(await units(page, 0, 2)).toBe(before)
  expect(await page.getByRole('button', { name: /Save/ }).count()).toBe(0)
  await context.close()
})

async function seenOf(caller: ReturnType<typeof procedures>, itemId: number, week: string) {
  const grid = await caller.demand.grid({ weeks: 13 })
  const row = grid!.rows.find((each) => each.itemId === itemId)!
  return row.overrides.find((entry) => entry.week === week)?.overrideId ?? 0
}
