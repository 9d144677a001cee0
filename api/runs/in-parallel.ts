const CHUNK_SIZE = 40

/** Work in pieces that depend on the work alone, whatever runs beside it. */
export function inChunks<Task>(tasks: readonly Task[]): Task[][] {
  const chunks: Task[][] = []
  for (let at = 0; at < tasks.length; at += CHUNK_SIZE) chunks.push(tasks.slice(at, at + CHUNK_SIZE))
  return chunks
}

const WIDTH = 4

/** Runs jobs a few at a time; answers come in the order of the jobs. */
export async function inParallel<T>(jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results = new Array<T>(jobs.length)
  let next = 0
  const lane = async () => {
    for (let at = next++; at < jobs.length; at = next++) results[at] = await jobs[at]!()
  }
  await Promise.all(Array.from({ length: Math.min(WIDTH, jobs.length) }, lane))
  return results
}
