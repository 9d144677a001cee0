import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Name, version, licence and licence text of every package installed, for the page that ships them. */
export function thirdPartyNotices(root: string): string {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; license?: string }>
  }
  const notices: string[] = []
  for (const [folder, { version, license }] of Object.entries(lock.packages)) {
    const absolute = path.join(root, folder)
    if (folder === '' || !existsSync(absolute)) continue
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const file = readdirSync(absolute).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry))
    const text = file ? readFileSync(path.join(absolute, file), 'utf8').trim() : ''
    notices.push(`${name} ${version ?? ''} — ${license ?? 'see its package'}\n\n${text}`.trim())
  }
  return `Headwater is built from these packages.\n\n${notices.join(`\n\n${'—'.repeat(60)}\n\n`)}\n`
}
