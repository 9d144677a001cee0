import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Headwater, openDatabase } from '#db/client'

/** Runs work on an empty embedded database in a folder of its own, and leaves nothing of it behind. */
export async function inThrowAwayDatabase<T>(work: (headwater: Headwater) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-evaluation-'))
  try {
    const headwater = await openDatabase({ dataFolder: path.join(folder, 'data') })
    try {
      return await work(headwater)
    } finally {
      await headwater.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
