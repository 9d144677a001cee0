import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { system } from '#test/support/database'
import { insertSampleRun, SAMPLE } from '#test/support/sample-run'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  await company.headwater.asCaller(system, async (db) => {
    await insertSampleRun(db, 2, '2026-06-08')
    await db.updateTable('planning_run').set({ parameters: '{"gapShare":0.5,"levellingWeeks":1}' }).execute()
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

describe('bullwhip', () => {
  it.each(['zh-CN', 'en'] as const)(
    'in %s: a slider by keyboard changes the tried policy, the switch takes sharing away, reset brings it back',
    async (language) => {
      const cookie = await company.signIn('planner')
      const { page, context, problems } = await openViewer(browser, company.address, { language, cookie })
      const words = (zh: string, en: string) => (language === 'en' ? en : zh)
      await visit(page, '/bullwhip')
      const slider = page.getByRole('slider').first()
      await slider.focus()
      await page.keyboard.press('ArrowLeft')
      await page.waitForURL((url) => Number(url.searchParams.get('gapShare')) === 0.45)
      await page.getByRole('switch').focus()
      await page.keyboard.press('Space')
      await page.waitForURL((url) => url.searchParams.get('apart') === 'true')
      await page.getByText(words('各自为政（不共享）', 'Each on its own (nothing shared)')).first().waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `bullwhip-policy.${language}`)
      await page.getByRole('button', { name: words('恢复为当前政策', "Back to today's policy") }).click()
      await page.waitForURL((url) => !url.searchParams.has('gapShare'))
      expect(problems).toEqual([])
      await context.close()
    },
    60_000,
  )

  it('steps back to an earlier version and says so in the address', async () => {
    const cookie = await company.signIn('analyst')
    const { page, context } = await openViewer(browser, company.address, { language: 'en', cookie })
    await visit(page, '/bullwhip')
    await page.getByRole('button', { name: 'Earlier version' }).click()
    await page.waitForURL((url) => url.searchParams.get('version') === String(SAMPLE.runId))
    await page.getByText('Data as of 2026-05-31').first().waitFor()
    expect(await page.getByRole('button', { name: 'Earlier version' }).isDisabled()).toBe(true)
    await context.close()
  })
})
