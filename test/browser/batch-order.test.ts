import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '#db/client'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { system } from '#test/support/database'
import { SAMPLE } from '#test/support/sample-run'

const [DOWN, WOOL] = [1, 2]

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  await company.headwater.asCaller(system, woolBesideDown)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

/** A batch of wool in the week of batch 4, which is down: 40 minutes from down to wool, 25 back. */
async function woolBesideDown(db: Db) {
  await db
    .insertInto('setup_family')
    .values({ setup_family_id: WOOL, code: 'F-WOOL', name_zh: '羊毛', name_en: 'Wool' })
    .execute()
  await db
    .insertInto('changeover')
    .values([
      { production_line_id: SAMPLE.lineId, from_family_id: DOWN, to_family_id: WOOL, changeover_minutes: 40 },
      { production_line_id: SAMPLE.lineId, from_family_id: WOOL, to_family_id: DOWN, changeover_minutes: 25 },
    ])
    .execute()
  const { week, planning_run_id } = await db
    .selectFrom('batch')
    .select(['week', 'planning_run_id'])
    .where('batch_number', '=', 4)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('batch')
    .values({
      planning_run_id,
      batch_number: 5,
      supplier_id: SAMPLE.supplierId,
      production_line_id: SAMPLE.lineId,
      setup_family_id: WOOL,
      week,
      sequence_in_week: 2,
      starts_on: week,
      ends_on: week,
      quantity: 50,
      setup_minutes: 40,
      run_minutes: 100,
      authorisation: 'look-only',
    })
    .execute()
  await db
    .insertInto('batch_line')
    .values({
      item_id: SAMPLE.shirtId,
      planning_run_id,
      batch_number: 5,
      supplier_id: SAMPLE.supplierId,
      quantity: 50,
    })
    .execute()
}

const bar = (page: Page, number: number) => page.locator(`#batch-bar-${number}`)

it.each([
  {
    language: 'en',
    before: ['Goes on with Down, no changeover', /From Down to Wool: 40 min/],
    after: [/From Wool to Down: 25 min/, /From Down to Wool: 40 min/],
    place: 'Place 1 of 2',
    figure: /^Changeover/,
    apply: 'Apply',
    undo: 'Undo: Order in the week 5',
    later: 'Later in this week',
  },
  {
    language: 'zh-CN',
    before: ['接着做羽绒，不用换产', /从羽绒换到羊毛：40 分钟/],
    after: [/从羊毛换到羽绒：25 分钟/, /从羽绒换到羊毛：40 分钟/],
    place: '排第 1，共 2 批',
    figure: /^换产时间/,
    apply: '应用',
    undo: '撤销：周内次序 5',
    later: '周内推后',
  },
] as const)(
  'Alt and up put a batch first in its week, the longer changeover is shown, apply keeps it, undo takes it back, in $language',
  async ({ language, before, after, place, figure, apply, undo, later }) => {
    const cookie = await company.signIn('planner')
    const { page, context, problems } = await openViewer(browser, company.address, {
      language,
      cookie,
      width: 1440,
    })
    await visit(page, '/batches')
    const changeovers = async () => [
      await bar(page, 4).getAttribute('title'),
      await bar(page, 5).getAttribute('title'),
    ]
    const told = async (words: typeof before | typeof after) => {
      for (const [at, title] of (await changeovers()).entries())
        expect(title).toMatch(new RegExp(typeof words[at] === 'string' ? words[at] : words[at]!.source))
    }
    await told(before)
    await bar(page, 5).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.waitForURL((url) => url.searchParams.get('toPlace') === '1')
    await page.getByText(place, { exact: true }).waitFor()
    const row = page.getByRole('table').getByRole('row', { name: figure }).first()
    await row.waitFor()
    const figures = await row.getByRole('cell').allTextContents()
    expect(figures.slice(-3).map((text) => Number.parseFloat(text))).toEqual([40, 65, 25])
    expect(await accessibilityFaults(page)).toEqual([])
    await keepScreenshot(page, `batches-order.${language}`)
    await page.getByRole('button', { name: later }).click()
    await page.waitForURL((url) => url.searchParams.get('toPlace') === '2')
    expect(await page.getByRole('button', { name: apply, exact: true }).isDisabled()).toBe(true)
    await bar(page, 5).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByRole('button', { name: apply, exact: true }).click()
    await page.getByRole('button', { name: undo }).waitFor()
    await told(after)
    await page.getByRole('button', { name: undo }).click()
    await page.getByRole('button', { name: undo }).waitFor({ state: 'detached' })
    await told(before)
    expect(problems).toEqual([])
    await context.close()
  },
)
