import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** From here on this process and its children write temporary files into a folder of their own, which goes with it. */
export function ownTemporaryFolder(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'hw-tests-'))
  process.env.TMPDIR = folder
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
}
