import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Rules about files that no linter rule covers: length, names, and paths cited in documents. */
const MAXIMUM_LINES = 400
const BANNED_NAMES = /(^|\/)(utils?|helpers?|common|misc|lib|types)(\.tsx?|\/)/
const GENERATED = /^(db\/database\.ts|package-lock\.json)$/

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file))

const faults: string[] = []
for (const file of files) {
  if (BANNED_NAMES.test(file))
    faults.push(`${file}: name the idea instead of utils, helpers, common, misc, lib or types`)
  if (/\.(tsx?|mjs|sql)$/.test(file) && !GENERATED.test(file)) {
    const lines = readFileSync(file, 'utf8').split('\n').length
    if (lines > MAXIMUM_LINES)
      faults.push(`${file}: ${lines} lines; split it by idea, ${MAXIMUM_LINES} is the limit`)
  }
  if (file.endsWith('.md')) {
    const text = readFileSync(file, 'utf8')
    for (const [, cited] of text.matchAll(
      /`((?:api|db|web|scripts|test)\/[\w./-]+\.(?:tsx?|mjs|sql|md|json))`/g,
    )) {
      if (cited && !existsSync(cited) && !existsSync(path.join(path.dirname(file), cited)))
        faults.push(`${file}: cites ${cited}, which does not exist`)
    }
  }
}

for (const fault of faults) process.stderr.write(`${fault}\n`)
if (faults.length > 0) process.exit(1)
