import { type ChunkInput, type ChunkResult, planChunk } from './forecast-chunk.ts'

/** Entry of a worker thread. */
export function run(input: ChunkInput): ChunkResult {
  return planChunk(input)
}
