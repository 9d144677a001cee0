import type { Browser, Page } from 'playwright-core'
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

async function viewer(role: 'planner' | 'analyst', language: 'en' | 'zh-CN' = 'en') {
  const cookie = await company.signIn(role)
  return openViewer(browser, company.address, { language, cookie, width: 1440 })
}
const bar = (page: Page, number: number) => page.getByRole('button', { name: new RegExp(`batch ${number},`) })
const address = (page: Page) => new URL(page.url()).searchParams

describe('deciding about batches', () => {
  it('Shift and an arrow key propose a week, the effect is shown, apply makes it firm, undo takes it back', async () => {
    const { page, context, problems } = await viewer('planner')
    await visit(page, '/batches')
    await bar(page, 1).focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.waitForURL((url) => url.searchParams.get('toWeek') === '2026-06-15')
    await page.getByRole('row', { name: /^Late units/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, 'batches-move.en')
    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    await page.getByRole('button', { name: 'Undo: Move 1' }).waitFor()
    expect(await bar(page, 1).getAttribute('aria-label')).toContain('Firm')
    await page.getByRole('button', { name: 'Undo: Move 1' }).click()
    await page.getByRole('button', { name: 'Undo: Move 1' }).waitFor({ state: 'detached' })
    expect(await bar(page, 1).getAttribute('aria-label')).toContain('Planned')
    expect(problems).toEqual([])
    await context.close()
  })

  it('a batch dragged two weeks to the right proposes that week and changes nothing yet', async () => {
    const { page, context } = await viewer('planner')
    await visit(page, '/batches')
    const from = (await bar(page, 1).boundingBox())!
    const week = (await page.locator('.gantt-load').first().boundingBox())!.width
    const y = from.y + from.height / 2
    await page.mouse.move(from.x + 30, y)
    await page.mouse.down()
    await page.mouse.move(from.x + 30 + week, y, { steps: 4 })
    await page.mouse.move(from.x + 30 + 2 * week, y, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL((url) => url.searchParams.get('toWeek') === '2026-06-22')
    expect(address(page).get('batch')).toBe('1')
    expect(await page.getByRole('button', { name: /^Undo/ }).count()).toBe(0)
    await context.close()
  })

  it('a split shows two batches of the same total', async () => {
    const { page, context } = await viewer('planner')
    await visit(page, '/batches?batch=2')
    await page.getByText('Split', { exact: true }).click()
    await page.getByLabel('Units to split off').fill('100')
    await page
      .getByRole('row', { name: /^Setup|^Changeover/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    const undo = page.getByRole('button', { name: 'Undo: Split 2' })
    await undo.waitFor()
    expect(await page.getByRole('button', { name: /^100 .*Firm$/ }).count()).toBe(1)
    expect(await page.getByRole('button', { name: /^300 .*batch 2, Firm$/ }).count()).toBe(1)
    await undo.click()
    await undo.waitFor({ state: 'detached' })
    await context.close()
  })

  it('a new batch is previewed and made, in Chinese', async () => {
    const { page, context } = await viewer('planner', 'zh-CN')
    await visit(page, '/batches')
    await page.getByRole('button', { name: '新建批次' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('商品').click()
    await page.getByRole('option').first().click()
    await dialog.getByLabel('数量', { exact: true }).fill('250')
    await dialog.getByRole('row', { name: /超载分钟/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, 'batches-create.zh-CN')
    await dialog.getByRole('button', { name: '新建批次' }).click()
    await page.getByRole('button', { name: /^撤销：新建批次/ }).click()
    await page.getByRole('button', { name: /^撤销/ }).waitFor({ state: 'detached' })
    await context.close()
  })

  it.each([
    ['en', 'Make', /^Make [\d,]+: short in 0 of 50/, /^Make [\d,]+…$/, 'Apply', 'Undo: Resize 1'],
    ['zh-CN', '做', /^做 [\d,]+：50 次中 0 次不够/, /^按 [\d,]+ 做…$/, '应用', '撤销：改数量 1'],
  ] as const)(
    'the dial turns by keys and number as the server says, and leads into a decision, in %s',
    async (language, make, covered, decide, apply, undo) => {
      const { page, context, problems } = await viewer('planner', language)
      await visit(page, '/batches?batch=1')
      const dial = page.getByRole('slider', { name: make })
      await dial.focus()
      await page.keyboard.press('End')
      expect(await dial.getAttribute('aria-valuetext')).toMatch(covered)
      const input = encodeURIComponent(JSON.stringify({ planningRunId: SAMPLE.runId, batchNumber: 1 }))
      const answer = await page.request.get(`/trpc/batches.dial?input=${input}`)
      const { positions } = (await answer.json()).result.data
      for (let position = 49; position >= 46; position -= 1) {
        await page.keyboard.press('ArrowLeft')
        const text = (await dial.getAttribute('aria-valuetext'))!.replaceAll(',', '')
        expect(text).toContain(`${positions[position].make}`)
        expect(text).toContain(`${positions[position].shortOutcomes}`)
        expect(await dial.getAttribute('aria-valuenow')).toBe(String(position))
      }
      const box = (await dial.boundingBox())!
      await page.mouse.move(box.x + box.width * 0.95, box.y + 60)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 3 })
      await page.mouse.up()
      expect(Number(await dial.getAttribute('aria-valuenow'))).toBeLessThan(46)
      await page.getByRole('textbox', { name: make, exact: true }).fill('410')
      await page.waitForURL((url) => url.searchParams.get('make') === '410')
      expect(await accessibilityFaults(page)).toEqual([])
      await page.getByRole('button', { name: decide }).click()
      await page.waitForURL((url) => url.searchParams.get('decide') === 'resize')
      await page.getByRole('row', { name: /^Units somebody|^有人等/ }).waitFor()
      await keepScreenshot(page, `batches-dial.${language}`)
      await page.getByRole('button', { name: apply, exact: true }).click()
      await page.getByRole('button', { name: undo }).click()
      await page.getByRole('button', { name: undo }).waitFor({ state: 'detached' })
      expect(problems).toEqual([])
      await context.close()
    },
  )

  it.each([
    [
      'en',
      'Material',
      'not stated by the supplier',
      'Supplier reply',
      'no answer yet',
      'Show on the schedule',
    ],
    ['zh-CN', '物料', '供应商未填报', '供应商答复', '待答复', '在排程中查看'],
  ] as const)(
    'the card of a batch says material, reply and deadline, and leads to its bar, in %s',
    async (language, material, notStated, reply, waiting, toBar) => {
      const { page, context, problems } = await viewer('analyst', language)
      await visit(page, '/batches?batch=2')
      const card = page.locator('.batch-card')
      for (const text of [material, notStated, reply, waiting])
        await card.getByText(text, { exact: true }).waitFor()
      await page.getByRole('link', { name: toBar }).click()
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('batch-bar-2')
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `batches-card.${language}`)
      expect(problems).toEqual([])
      await context.close()
    },
  )

  it('a declined week is tried out in Chinese: load, lateness and cost before and after, and nothing is saved', async () => {
    const { page, context, problems } = await viewer('planner', 'zh-CN')
    await visit(page, '/batches')
    const bars = await page.locator('[id^="batch-bar-"]').count()
    await page.getByText('拒绝一周', { exact: true }).click()
    await page
      .locator('input')
      .and(page.getByLabel('商品', { exact: true }))
      .click()
    await page.getByRole('option').first().click()
    await page
      .locator('input')
      .and(page.getByLabel('被拒绝的到货周', { exact: true }))
      .click()
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: '看影响' }).click()
    await page.getByText(/计划变动/).waitFor()
    await page
      .getByRole('row', { name: /^排程成本|^.*成本/ })
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, 'batches-declined.zh-CN')
    expect(await page.locator('[id^="batch-bar-"]').count()).toBe(bars)
    expect(problems).toEqual([])
    await context.close()
  })

  it('who ordered is shown by week of ordering and owner group, to the planner alone', async () => {
    const { page, context, problems } = await viewer('planner')
    await visit(page, '/batches?batch=2')
    await page.getByRole('heading', { name: 'Who ordered' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, 'batches-groups.en')
    expect(problems).toEqual([])
    await context.close()
    const looking = await viewer('analyst')
    await visit(looking.page, '/batches?batch=2')
    await looking.page.getByRole('heading', { name: /Pull the thread/ }).waitFor()
    expect(await looking.page.getByRole('heading', { name: 'Who ordered' }).count()).toBe(0)
    await looking.context.close()
  })

  it('a first tranche is advised, split off and released in one go; the rest stays firm', async () => {
    const { page, context, problems } = await viewer('planner', 'zh-CN')
    await visit(page, '/batches?batch=4&toWeek=2026-07-06')
    await page.getByText('拆分', { exact: true }).click()
    await page.getByLabel('第二批之前能听到的（相关）').fill('90')
    await page.getByRole('status').filter({ hasText: '第二次换产' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, 'batches-tranche.zh-CN')
    await page.getByLabel('拆出数量').fill('150')
    await page.getByRole('button', { name: '拆分并下达前 250' }).click()
    await page.getByRole('button', { name: /^250 .*批次 4.*已下达/ }).waitFor()
    await page.getByRole('button', { name: /^150 .*已确认/ }).waitFor()
    expect(problems).toEqual([])
    await context.close()
  })

  it.each([
    ['en', 'Show the effect', /The plan changes by \d+/],
    ['zh-CN', '看影响', /计划变动 \d+/],
  ] as const)('a line down is tried without saving anything, in %s', async (language, show, effect) => {
    const { page, context, problems } = await viewer('analyst', language)
    await visit(page, '/batches')
    await page.getByRole('button', { name: show }).click()
    await page.getByRole('status').filter({ hasText: effect }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `batches-what-if.${language}`)
    expect(problems).toEqual([])
    await context.close()
  })

  it('an analyst looks and changes nothing', async () => {
    const { page, context } = await viewer('analyst')
    await visit(page, '/batches?batch=1')
    await page.getByText('Pull the thread', { exact: false }).first().waitFor()
    expect(await page.getByRole('button', { name: 'Release to the supplier' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'New batch' }).count()).toBe(0)
    await context.close()
  })
})
