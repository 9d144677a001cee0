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

it('Ctrl+K finds an item by its pinyin initials and opens it, by keyboard alone', async () => {
  const cookie = await company.signIn('planner')
  const { page, context, problems } = await openViewer(browser, company.address, { language: 'en', cookie })
  await visit(page, '/demand')
  await page.keyboard.press('Control+k')
  const field = page.getByPlaceholder('Code, name or pinyin initials')
  await field.waitFor()
  await field.fill('mg')
  await page.getByRole('button', { name: /Mango/ }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await keepScreenshot(page, 'find.en')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /Mango/ }).first().waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/demand\/\d+$/)
  expect(problems).toEqual([])
  await context.close()
})

it('in Chinese: campaigns, suppliers and pages too; what is not there is said', async () => {
  const cookie = await company.signIn('analyst')
  const { page, context } = await openViewer(browser, company.address, {
    language: 'zh-CN',
    cookie,
    scheme: 'dark',
  })
  await visit(page, '/accuracy')
  await page.getByRole('button', { name: /查找/ }).click()
  const field = page.getByPlaceholder('编码、名称或拼音首字母')
  await field.fill('yr')
  await page.getByRole('button', { name: /千人羽绒服联名/ }).waitFor()
  await page.getByRole('button', { name: /云岭羽绒厂/ }).waitFor()
  await keepScreenshot(page, 'find.zh')
  await field.fill('牛鞭')
  await page.getByRole('button', { name: '牛鞭效应' }).waitFor()
  await field.fill('zzzz')
  await page.getByText('没有找到“zzzz”').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await context.close()
})
