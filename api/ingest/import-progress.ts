import type { Headwater } from '#db/client'
import { reportProgress } from '#db/ingest'

export interface Progress {
  readonly stage: 'reading' | 'checking' | 'posting'
  readonly done: number
  readonly total: number
}

/** Somebody asked for the import to stop. */
export class ImportCancelled extends Error {
  override readonly name = 'ImportCancelled'
}

/** Work on imports runs with the rights of a job, in the name of who asked for it. */
export function importCaller(userId: string) {
  return { role: 'system', userId } as const
}

const INTERVAL_MILLISECONDS = 400

/** Keeps the import's progress row up to date from beside the work, and learns there whether it was cancelled. */
export class ImportProgress {
  readonly #headwater: Headwater
  readonly #importId: number
  readonly #userId: string
  readonly #listener: ((progress: Progress) => void) | undefined
  readonly #timer: NodeJS.Timeout
  #progress: Progress = { stage: 'reading', done: 0, total: 0 }
  #isCancelled = false
  #writing: Promise<void> | null = null

  constructor(
    headwater: Headwater,
    userId: string,
    importId: number,
    listener?: (progress: Progress) => void,
  ) {
    this.#headwater = headwater
    this.#importId = importId
    this.#userId = userId
    this.#listener = listener
    this.#tick()
    this.#timer = setInterval(() => this.#tick(), INTERVAL_MILLISECONDS)
  }

  /** @throws ImportCancelled once somebody asked for it */
  set(stage: Progress['stage'], done: number, total: number): void {
    this.#progress = { stage, done, total }
    if (this.#isCancelled) throw new ImportCancelled('the import was cancelled')
  }

  #tick(): void {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null
    })
  }

  async #write(): Promise<void> {
    const { stage, done, total } = this.#progress
    this.#listener?.(this.#progress)
    // Bytes of very large files do not fit the row's integers: they are told in thousandths.
    const scale = total > 2 ** 31 ? 1000 : 1
    try {
      this.#isCancelled ||= await this.#headwater.asCaller(importCaller(this.#userId), (db) =>
        reportProgress(db, this.#importId, {
          stage,
          done: Math.floor(done / scale),
          total: Math.floor(total / scale),
        }),
      )
    } catch {
      // The work itself will meet the lost connection and say so.
    }
  }

  /** @throws ImportCancelled when somebody asked for it before the work was done */
  async finish(): Promise<void> {
    await this.stop()
    const { stage, done, total } = this.#progress
    this.set(stage, done, total)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#writing
    this.#listener?.(this.#progress)
  }
}
