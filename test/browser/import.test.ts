import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

async function planner() {
  const cookie = await company.signIn('planner')
  return openViewer(browser, company.address, { language: 'en', cookie })
}
const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

it('a foreign file: its columns are named on the page, it is checked again, posted and undone', async () => {
  const { page, context, problems } = await planner()
  await visit(page, '/import')
  const file = csv('shop.csv', 'SKU;Pieces;Day;Remark\r\nTS-01;1,200;31/05/2026;x\r\n;;;\r\n')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'Upload and check' }).click()
  await page
    .getByText('Columns are missing: Item, Quantity, Sold at. The file has: SKU, Pieces, Day')
    .waitFor()
  const form = page.getByRole('form', { name: 'Which column is which?' })
  expect(await form.getByRole('button', { name: 'Check again' }).isDisabled()).toBe(true)
  for (const [field, column] of [
    ['Item', 'SKU'],
    ['Quantity', 'Pieces'],
    ['Sold at', 'Day'],
    ['Dates are written', 'D/M/YYYY'],
  ]) {
    await form.getByRole('combobox', { name: field!, exact: true }).click()
    await page.getByRole('option', { name: column!, exact: true }).click()
  }
  await form.getByLabel('Keep for next time as').fill('shop export')
  await keepScreenshot(page, 'import-mapping.en')
  expect(await accessibilityFaults(page)).toEqual([])
  await form.getByRole('button', { name: 'Check again' }).click()
  await page.getByText('No fault found').waitFor()
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page.getByText('Undone', { exact: true }).first().waitFor()
  await page.getByRole('combobox', { name: 'Mapping' }).click()
  await page.getByRole('option', { name: 'shop export' }).waitFor()
  expect(problems).toEqual([])
  await context.close()
})

it('a file that was only tried does not wait to be posted', async () => {
  const { page, context } = await planner()
  const body = new FormData()
  body.set('file', new Blob(['Shop owner,Name\nO-8,Li\n']), 'tried.csv')
  const answer = await fetch(`${company.address}/files/imports?kind=owners&isDryRun=true`, {
    method: 'POST',
    headers: { cookie: await company.signIn('planner') },
    body,
  })
  expect(answer.status).toBe(202)
  await visit(page, '/import')
  const row = page.getByRole('row').filter({ hasText: 'tried.csv' })
  await row.getByText('Checked only, never posted').waitFor()
  await context.close()
})

it('a kind that writes over what was there says so before it is posted and offers no undo', async () => {
  const { page, context } = await planner()
  await visit(page, '/import?kind=owners')
  await page.locator('input[type=file]').setInputFiles(csv('owners.csv', 'Shop owner,Name\nO-9,Li\n'))
  await page.getByRole('button', { name: 'Upload and check' }).click()
  await page.getByText('writes over what was there and cannot be undone').waitFor()
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await page.getByText('Posted', { exact: true }).first().waitFor()
  expect(await page.getByRole('button', { name: 'Undo', exact: true }).count()).toBe(0)
  await context.close()
})
