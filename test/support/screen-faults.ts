import type { Page } from 'playwright-core'
import type { Language } from './browser.ts'

/** Words that stand in Latin letters on Chinese screens too: names of formats, measures and keys. */
const ALWAYS_LATIN =
  /\b(Headwater|CSV|XLSX|Parquet|Excel|API|REST|OpenAPI|ISO|UTF-8|WAPE|MASE|FVA|Theta|ETS|Croston|Asia\/Shanghai|Enter|Ctrl|Shift|Home|End|PageUp|PageDown|Esc|Delete|English|W\d\d)\b|[\w.-]+@[\w.-]+|\/api\/[\w./-]+/g

/**
 * What is wrong with the words and the width of a page as it stands: English on a Chinese screen, Chinese on an
 * English one, codes meant for programs, values that are none, and a page wider than its window.
 */
export async function screenFaults(page: Page, language: Language, about: string): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || ['SCRIPT', 'STYLE'].includes(parent.tagName)) continue
      if (parent.closest('[translate="no"]')) continue
      found.add(node.textContent?.trim() ?? '')
    }
    for (const element of document.querySelectorAll('[title],[aria-label],[placeholder]'))
      if (!element.closest('[translate="no"]'))
        for (const name of ['title', 'aria-label', 'placeholder'])
          found.add(element.getAttribute(name)?.trim() ?? '')
    return [...found].filter((text) => text !== '')
  })
  const faults = texts.flatMap((text) => wordFaults(text, language))
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (wider > 0) faults.push(`${wider} px wider than the window`)
  return faults.map((fault) => `${about}: ${fault}`)
}

/** The faults of one text of a screen. */
export function wordFaults(text: string, language: Language): string[] {
  const faults: string[] = []
  if (/\b(undefined|NaN|null|Infinity)\b|\[object/.test(text)) faults.push(`no value: ${text}`)
  if (/^[a-z]+(-[a-z]+)+$/.test(text)) faults.push(`a code: ${text}`)
  if (/\{\{|^[a-z]+\.[a-zA-Z-]+$/.test(text)) faults.push(`a key or a hole: ${text}`)
  if (language === 'en') {
    if (/[\u4e00-\u9fff]/.test(text) && !/^中文$|^Language: 中文$/.test(text)) faults.push(`Chinese: ${text}`)
    return faults
  }
  const rest = text.replaceAll(ALWAYS_LATIN, ' ')
  if (/[a-z]{3,}/.test(rest)) faults.push(`English: ${text}`)
  return faults
}
