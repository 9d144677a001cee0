import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Language, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { SAMPLE } from '#test/support/sample-run'
import { screenFaults } from '#test/support/screen-faults'

const SHARED = [
  '/today',
  '/demand',
  '/demand/grid?categories=true',
  `/demand/${SAMPLE.jacketId}`,
  `/demand/${SAMPLE.boxId}`,
  `/plan?open=${SAMPLE.jacketId}-${SAMPLE.supplierId}`,
  '/batches?batch=1',
  '/campaigns',
  `/campaigns/${SAMPLE.campaignId}`,
  '/subscriptions',
  '/bullwhip',
  '/accuracy',
  '/accuracy?by=method',
  '/reports',
  '/audit',
  '/import',
  '/account',
]
const PAGES = {
  planner: [
    ...SHARED,
    `/supplier?supplierId=${SAMPLE.supplierId}`,
    `/supplier/batches?supplierId=${SAMPLE.supplierId}`,
    `/supplier/capacity?supplierId=${SAMPLE.supplierId}`,
    '/supplier/capacity',
    `/supplier/materials?supplierId=${SAMPLE.supplierId}`,
  ],
  analyst: SHARED,
  supplier: [
    '/',
    '/supplier',
    '/supplier/batches',
    '/supplier/upstream',
    '/supplier/materials',
    '/supplier/capacity',
    '/account',
  ],
  owner: ['/', '/owner', '/owner?view=impact', '/account'],
} as const
type Role = keyof typeof PAGES

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

const CASES = (Object.keys(PAGES) as Role[]).flatMap((role) =>
  (['zh-CN', 'en'] as const).map((language) => ({ role, language: language as Language })),
)

describe('words on the screens', () => {
  it.each(CASES)(
    '$role in $language at 1280 and 390 px: one language, no codes, no empty values, no wider than the window',
    async ({ role, language }) => {
      const cookie = await company.signIn(role)
      const faults: string[] = []
      for (const width of [1280, 390]) {
        const viewer = { language, cookie, width, timezone: 'Asia/Shanghai' }
        const { page, context, problems } = await openViewer(browser, company.address, viewer)
        for (const address of PAGES[role]) {
          await visit(page, address)
          faults.push(...(await screenFaults(page, language, `${address} at ${width}`)))
          if (await showTables(page, language))
            faults.push(...(await screenFaults(page, language, `${address} tables at ${width}`)))
        }
        faults.push(...problems)
        await context.close()
      }
      expect(faults).toEqual([])
    },
    240_000,
  )
})

/** Switches every chart of the page to its table. */
async function showTables(page: Page, language: Language): Promise<boolean> {
  const switches = await page.getByText(language === 'en' ? 'Table' : '表格', { exact: true }).all()
  for (const each of switches) await each.click()
  return switches.length > 0
}
