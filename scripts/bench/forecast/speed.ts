import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { bestSmoothing, smoothingForecast, smoothingForms } from '#planning/forecast/exponential-smoothing'
import { fitTheta } from '#planning/forecast/theta'
import { createRandom, drawStandardNormal } from '#planning/random'
import { m3Panels } from '#scripts/bench/forecast/datasets'

/** Series per second on one core: all exponential smoothing forms by AICc plus dynamic optimised theta, ours and theirs. */
export async function speedLines(python: string | null): Promise<string[]> {
  const monthly = m3Panels()[0]!.series.map(({ values }) => values.subarray(0, values.length - 18))
  const random = createRandom(5)
  const daily = Array.from({ length: 60 }, () =>
    Float64Array.from(
      { length: 730 },
      (_, t) => 100 * (1 + 0.2 * Math.sin((2 * Math.PI * t) / 7)) + 10 * drawStandardNormal(random),
    ),
  )
  const lines = ['', 'speed, AutoETS + dynamic optimised Theta, one core, series per second']
  for (const [name, all, season, horizon] of [
    ['m3 monthly', monthly, 12, 18],
    ['730 days', daily, 7, 28],
  ] as const) {
    for (const y of all.slice(0, 20)) both(y, season, horizon)
    const started = performance.now()
    for (const y of all) both(y, season, horizon)
    const own = all.length / ((performance.now() - started) / 1000)
    const peer = python ? peerSpeed(python, all.slice(0, season === 7 ? 5 : 30), season, horizon) : null
    lines.push(
      `${name.padEnd(34)} Headwater ${own.toFixed(1)}${peer === null ? '' : `  statsforecast ${peer.toFixed(1)}  ratio ${(own / peer).toFixed(1)}`}`,
    )
  }
  return lines
}

function both(y: Float64Array, season: number, horizon: number): void {
  const isPositive = y.every((value) => value > 0)
  const model = bestSmoothing(y, smoothingForms(isPositive, season))
  if (model) smoothingForecast(model, horizon)
  fitTheta(y, season, 'dynamic').forecast(horizon)
}

function peerSpeed(
  python: string,
  all: readonly Float64Array[],
  season: number,
  horizon: number,
): number | null {
  writeFileSync('.bench/speed.json', JSON.stringify(all.map((y) => Array.from(y))))
  const run = spawnSync(
    python,
    [
      '-c',
      `
import json, time, numpy as np
from statsforecast.models import AutoETS, DynamicOptimizedTheta
ys = [np.array(y) for y in json.load(open('.bench/speed.json'))]
def both(y):
    AutoETS(season_length=${season}).forecast(y, ${horizon})
    DynamicOptimizedTheta(season_length=${season}).forecast(y, ${horizon})
both(ys[0])
started = time.time()
for y in ys: both(y)
print(len(ys) / (time.time() - started))
`,
    ],
    { encoding: 'utf8' },
  )
  const value = Number(run.stdout.trim())
  return run.status === 0 && Number.isFinite(value) ? value : null
}
