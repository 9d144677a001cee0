import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#db/client'
import { nextLedgerVersion } from '#db/ledger'
import { boughtCertainty } from '#planning/batches/buy-certainty'
import { accessibilityFaults, keepScreenshot, launchBrowser, openViewer, visit } from '#test/support/browser'
import { type Company, startCompany } from '#test/support/browser-company'
import { system } from '#test/support/database'
import { SAMPLE } from '#test/support/sample-run'

let browser: Browser
let company: Company
beforeAll(async () => {
  company = await startCompany()
  await company.headwater.asCaller(system, finishedCampaigns)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await company?.stop()
})

/** Half of 500 deposits completed without a discount, 490 of 500 with 60 % off. */
async function finishedCampaigns(db: Db) {
  const ledger_version = await nextLedgerVersion(db, { importId: null, reason: 'past', postedBy: 'test' })
  for (const [campaign_id, ladder, settled] of [
    [901, [], 250],
    [902, [{ quantity: 1, discountFraction: 0.6 }], 490],
  ] as const) {
    await db
      .insertInto('campaign')
      .values({
        campaign_id,
        code: `C-${campaign_id}`,
        kind: 'pre-sale',
        name_zh: `往期${campaign_id}`,
        name_en: `Past ${campaign_id}`,
        reference_price_minor: 39900,
        deposit_fraction: 0.1,
        discount_ladder: JSON.stringify(ladder),
        deposit_from: '2026-01-05',
        deposit_to: '2026-01-25',
        balance_from: '2026-01-26',
        balance_to: '2026-01-31',
        ship_from: '2026-02-09',
        ship_to: '2026-02-15',
      })
      .execute()
    const entry = {
      item_id: SAMPLE.shirtId,
      ledger_version,
      campaign_id,
      shop_owner_id: SAMPLE.shopOwnerId,
      occurred_at: '2026-01-20T04:00:00Z',
      occurred_on: '2026-01-20',
      known_at: '2026-01-20T04:00:00Z',
      need_from: '2026-02-09',
      need_to: '2026-02-15',
      source_record_id: campaign_id * 10,
    }
    await db
      .insertInto('demand_entry')
      .values([
        { ...entry, kind: 'placed', rung: 'deposit', quantity: 500 },
        { ...entry, kind: 'settled', rung: 'paid', quantity: settled },
      ])
      .execute()
  }
}

describe('the second hand of the dial', () => {
  it.each([
    ['en', 'Discount raised to', /up to [\d.]+% it pays for itself|no higher discount pays/],
    ['zh-CN', '提高到的折扣', /提高到 [\d.]+% 仍划算|再提高折扣都不划算/],
  ] as const)(
    'a higher discount turns by keys, says what it buys as the engine does, and how high it pays, in %s',
    async (language, label, verdict) => {
      const cookie = await company.signIn('planner')
      const { page, context, problems } = await openViewer(browser, company.address, {
        language,
        cookie,
        width: 1440,
      })
      await visit(page, '/batches?batch=1')
      const hand = page.getByRole('slider', { name: label })
      const input = encodeURIComponent(JSON.stringify({ planningRunId: SAMPLE.runId, batchNumber: 1 }))
      const dial = (await (await page.request.get(`/trpc/batches.dial?input=${input}`)).json()).result.data
      expect(dial.offer.cohortCount).toBe(2)
      await hand.focus()
      await page.keyboard.press('Home')
      for (let step = 1; step <= 10; step += 1) {
        await page.keyboard.press('ArrowRight')
        const { extraUnits } = boughtCertainty(dial, dial.quantity, dial.terms, dial.offer, step)
        expect(await hand.getAttribute('aria-valuenow')).toBe(String(step))
        expect(await hand.getAttribute('aria-valuetext')).toMatch(new RegExp(`(^|\\D)${extraUnits}(\\D|$)`))
      }
      await page.getByRole('status').filter({ hasText: verdict }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await keepScreenshot(page, `batches-second-hand.${language}`)
      expect(problems).toEqual([])
      await context.close()
    },
  )
})
