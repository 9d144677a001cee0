import { spawnSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readInstances } from '#scripts/lot-size/read-instances'

const LOT_SIZING = {
  name: 'small',
  n: 1,
  T: 2,
  capacity: 100,
  unit_time: [1],
  hold: [2],
  setup_time: [0],
  setup_cost: [50],
  demand: [[10], [20]],
}
const DISCRETE = {
  id: 7,
  periods: 3,
  items: 2,
  changeover: [
    [0, 5],
    [3, 0],
  ],
  holding: 2,
  due: [[1], [2]],
}

function lotSize(input: string | Buffer, ...options: string[]) {
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'scripts/lot-size.ts', ...options],
    { input, encoding: 'utf8' },
  )
  return { code: run.status, out: run.stdout, error: run.stderr }
}

describe('lot-size', () => {
  test('both kinds in one gzipped file: one line each; 50 + 20 × 2 = 90 and one changeover of 5', () => {
    const text = `${JSON.stringify(LOT_SIZING)}\n${JSON.stringify(DISCRETE)}\n`
    const { code, out, error } = lotSize(gzipSync(text), '--time-limit', '10')
    expect(error).toBe('')
    expect(code).toBe(0)
    const [first, second] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(first).toMatchObject({
      name: 'small',
      objective: 90,
      lowerBound: 90,
      gap: 0,
      stoppedBy: 'proven',
      plan: { production: [[30], [0]], setup: [[1], [0]] },
    })
    expect(second).toMatchObject({ name: '7', objective: 5, plan: { sequence: [-1, 0, 1] } })
  })

  test('a bad value ends with code 2, naming line, column, value and the fix', () => {
    const { code, error } = lotSize(`\n${JSON.stringify({ ...LOT_SIZING, hold: [-2] })}\n`)
    expect(code).toBe(2)
    expect(error).toContain('column hold[0], value -2: must be a finite number >= 0')
  })

  test.each([
    [{ ...LOT_SIZING, demand: [[10]] }, 'column demand, value "1 entries": must be a list of 2 entries'],
    [{ ...DISCRETE, due: [[1], [3]] }, 'column due[1], value 3: must be a period from 0 to 2'],
    [{ name: 'x' }, 'needs either demand'],
    [5, 'must be a JSON object'],
  ])('%j is refused', (instance, message) => {
    expect(() => [...readInstances(`${JSON.stringify(instance)}\n\n{`, 'f.jsonl')]).toThrow(message)
  })

  test('one pretty-printed object and a list are read as well', () => {
    expect([...readInstances(JSON.stringify(LOT_SIZING, null, 2), 'f')]).toHaveLength(1)
    expect([...readInstances(JSON.stringify([LOT_SIZING, DISCRETE]), 'f')].map(({ name }) => name)).toEqual([
      'small',
      '7',
    ])
  })
})
