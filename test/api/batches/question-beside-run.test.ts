import { availableParallelism } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { batchesInWorker, closeWorkers, replanInWorker } from '#api/runs/worker-pool'
import { generatedCompany } from '#scripts/bench/batches/generated-company'
import { shopOf } from '#test/planning/batches/any-shop'
import { item, request } from '#test/planning/lot-sizing/any-request'

afterAll(closeWorkers)

it('a question from the screen is answered while suppliers of a run keep every thread of theirs busy', async () => {
  const abort = new AbortController()
  const large = generatedCompany({
    items: 200,
    weeks: 26,
    lines: 10,
    families: 20,
    utilisation: 0.8,
    seed: 1,
  })
  const small = request(4, { items: [item(4)] })
  const ended: string[] = []
  const run = Array.from({ length: availableParallelism() }, () =>
    batchesInWorker({ request: large, materials: [], shop: shopOf(large) }, abort.signal)
      .then(() => ended.push('run'))
      .catch(() => undefined),
  )
  const answer = await replanInWorker({
    request: small,
    limits: [],
    changedItems: [0],
    shop: shopOf(small),
  })
  ended.push('question')
  expect(answer).toBeDefined()
  expect(ended).toEqual(['question'])
  abort.abort()
  await Promise.all(run)
})
