import { readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Headwater } from '#db/client'
import { expireRuns, forgetUploads } from '#db/expiry'

const DRAFT_DAYS = 30
const UPLOAD_DAYS = 30
const DAY_MILLISECONDS = 86_400_000

/** Nightly: drafts nobody published expire with their rows; uploads are kept for their failed rows, but not for ever. */
export async function upkeep(headwater: Headwater, dataFolder: string, now: Date): Promise<void> {
  await headwater.asMaintenance((db) => expireRuns(db, DRAFT_DAYS))
  const folder = path.join(path.resolve(dataFolder), 'uploads')
  const oldest = new Date(now.getTime() - UPLOAD_DAYS * DAY_MILLISECONDS)
  await headwater.asCaller({ role: 'system', userId: 'upkeep' }, (db) => forgetUploads(db, folder, oldest))
  removeFilesBefore(folder, oldest)
}

function removeFilesBefore(folder: string, oldest: Date) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    const found = statSync(file, { throwIfNoEntry: false })
    if (found?.isFile() && found.mtimeMs < oldest.getTime()) rmSync(file, { force: true })
  }
}
