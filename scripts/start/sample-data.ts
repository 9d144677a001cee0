import { spawn } from 'node:child_process'
import path from 'node:path'
import type { SampleDataWork } from '#api/sample-data/sample-data-work'

const COMMAND = path.join(import.meta.dirname, '../demo.ts')

export interface SampleDataSettings {
  readonly dataFolder: string
  readonly onError: (error: unknown) => void
  /** After the demo company moved in. */
  readonly onLoaded: () => Promise<void>
}

/** Loads and removes in a process of its own, one transaction each: the server goes on answering, and a kill undoes. */
export function startSampleDataWork(settings: SampleDataSettings): SampleDataWork & { stop(): void } {
  let underWay: SampleDataWork['underWay'] = null
  let hasFailed = false
  let stop = () => {}
  const finish = async (work: 'loading' | 'removing', code: number | null) => {
    hasFailed = code !== 0
    if (work === 'loading' && code === 0) await settings.onLoaded()
  }
  return {
    get underWay() {
      return underWay
    },
    get hasFailed() {
      return hasFailed
    },
    start(work) {
      if (underWay !== null) return false
      underWay = work
      hasFailed = false
      const child = spawn(process.execPath, [COMMAND, ...(work === 'removing' ? ['--remove'] : [])], {
        env: { ...process.env, HEADWATER_DATA: settings.dataFolder },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      stop = () => child.kill()
      child.stderr.on('data', (text) => settings.onError(String(text).trim()))
      child.on('error', settings.onError)
      child.on('close', (code) => {
        finish(work, code)
          .catch((error) => {
            hasFailed = true
            settings.onError(error)
          })
          .finally(() => {
            underWay = null
          })
      })
      return true
    },
    stop: () => stop(),
  }
}
