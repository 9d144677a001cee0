import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type EmbeddedOptions, type EmbeddedServer, joinEmbedded } from './embedded.ts'

const LOOK_EVERY_MILLISECONDS = 500

/**
 * Joins the server and stays with it: when the process that started it was killed, and the server with it,
 * one of those left starts it again on the same folder. Committed rows are on disk; pools reconnect by themselves.
 */
export async function joinAndWatch(
  dataFolder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  let server = await joinEmbedded(dataFolder, options)
  let isLeaving = false
  let restarting: Promise<void> | undefined
  const watch = setInterval(() => {
    if (isLeaving || restarting || serverIsAlive(server.host, dataFolder)) return
    restarting = joinEmbedded(dataFolder, options)
      .then((joined) => {
        server = joined
      })
      .catch((error) => {
        process.stderr.write(
          `the embedded database could not be started again: ${(error as Error).message}\n`,
        )
      })
      .finally(() => {
        restarting = undefined
      })
  }, LOOK_EVERY_MILLISECONDS)
  watch.unref()
  return {
    host: server.host,
    startedHere: server.startedHere,
    async leave() {
      isLeaving = true
      clearInterval(watch)
      await restarting
      await server.leave()
    },
  }
}

function serverIsAlive(host: string, dataFolder: string): boolean {
  for (const folder of [path.join(path.resolve(dataFolder), 'postgres'), path.join(host, '..', 'postgres')]) {
    try {
      const pid = Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
      return /postgres/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    } catch {
      // Not there, or its process is gone: look at the other place.
    }
  }
  return false
}
