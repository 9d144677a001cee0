import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'

const root = path.join(import.meta.dirname, '../..')
const screenshots = path.join(root, '.bench/screenshots')

/** Arguments of the packed Chromium that would hide faults or end it with its first context. */
const DROPPED = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
])

/** The Chromium carried by an npm package; unpacked once per version, since it is reused by name alone. */
export async function launchBrowser(): Promise<Browser> {
  const { version } = JSON.parse(
    readFileSync(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  ) as { version: string }
  const folder = path.join(root, `node_modules/.cache/headwater-chromium-${version}`)
  mkdirSync(folder, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    return await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: [
        ...chromium.args.filter((argument) => !DROPPED.has(argument)),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

export type Language = 'zh-CN' | 'en'

export interface Viewer {
  readonly page: Page
  readonly context: BrowserContext
  /** Uncaught errors and refused resources seen so far. */
  readonly problems: readonly string[]
}

/** A browser of its own: cookies, language, colour scheme. */
export async function openViewer(
  browser: Browser,
  address: string,
  options: {
    language: Language
    cookie?: string
    scheme?: 'light' | 'dark'
    width?: number
    height?: number
    timezone?: string
  },
): Promise<Viewer> {
  const context = await browser.newContext({
    baseURL: address,
    locale: options.language,
    timezoneId: options.timezone ?? 'America/Los_Angeles',
    colorScheme: options.scheme ?? 'light',
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
  })
  if (options.cookie)
    await context.addCookies(
      options.cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=')
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: address }
      }),
    )
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return { page, context, problems }
}

/** Opens a page and waits until its data and its letters are there. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await settled(page)
}

export async function settled(page: Page): Promise<void> {
  await page.locator('h1, [data-state]').first().waitFor()
  await page.locator('[data-state="loading"]').first().waitFor({ state: 'detached' })
  await page.evaluate(async () => {
    await document.fonts.ready
  })
}

/** Serious and critical findings, named with the first element concerned. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} (${nodes.length})`)
}

/** For people to look at; the folder is not part of the repository. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true })
}
