import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Secret of this installation under which customers are hashed; made once, readable by its owner alone. */
export function customerKey(dataFolder: string): string {
  const file = path.join(dataFolder, 'customer-hash.key')
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
