import { createServer } from 'node:net'

/** The first free port at or after `wanted`. */
export async function freePort(host: string, wanted: number): Promise<number> {
  for (let port = wanted; port <= Math.min(wanted + 100, 65_535); port += 1)
    if (await isFree(host, port)) return port
  throw new Error(`no free port from ${wanted} to ${wanted + 100} on ${host}; set HEADWATER_PORT`)
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ host, port }, () => probe.close(() => resolve(true)))
  })
}
