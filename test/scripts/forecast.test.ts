import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

function forecast(input: string | Buffer, ...options: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/forecast.ts', '--input', '-', '--workers', '0', '--quantiles', '0.1,0.5,0.9', ...options],
    { input, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

const dayAt = (t: number) => new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10)
const days = Array.from({ length: 60 }, (_, t) => dayAt(t))
const rows = ['b', 'a'].flatMap((id, s) => days.map((date, t) => `${id},${date},${20 + 10 * s + (t % 7)}`))
const header = 'series_id,date,quantity\n'

describe('command forecast', () => {
  it('writes one row per series and step, sorted, the same for any order of rows and for gzip', () => {
    const options = ['--horizon', '3', '--frequency', 'day']
    const straight = forecast(`${header}${rows.join('\n')}\n`, ...options)
    expect(straight.status).toBe(0)
    const lines = straight.stdout.trim().split('\n')
    expect(lines[0]).toBe('series_id,date,mean,q0.1,q0.5,q0.9')
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
      'a 2024-03-01',
      'a 2024-03-02',
      'a 2024-03-03',
      'b 2024-03-01',
      'b 2024-03-02',
      'b 2024-03-03',
    ])
    const shuffled = gzipSync(`${header}${[...rows].reverse().join('\r\n')}`)
    expect(forecast(shuffled, ...options).stdout).toBe(straight.stdout)
  })

  it('names a bad series and goes on; a bad file stops with 2 and says where', () => {
    const mixed = forecast(
      `${header}a,1,5\na,2,6\nb,1,NaN\nc,1,1\nc,1,2\n`,
      '--horizon',
      '1',
      '--frequency',
      'other',
    )
    expect(mixed.status).toBe(0)
    expect(mixed.stdout.trim().split('\n')).toHaveLength(2)
    expect(mixed.stderr).toContain('series b: line 4 holds NaN')
    expect(mixed.stderr).toContain('series c: line 6 gives 1 a second quantity')
    const broken = forecast(`${header}a,2024-01-01,ten\n`, '--horizon', '1', '--frequency', 'day')
    expect(broken.status).toBe(2)
    expect(broken.stderr).toContain('line 2, column quantity, value "ten"')
  })

  it('a name with commas and quotes comes out as it went in; a censored mark is 1 or 0', () => {
    const name = '"jacket, 12"" red"'
    const quoted = forecast(
      `${header}${name},1,5\n${name},2,6\n`,
      ...['--horizon', '1', '--frequency', 'other'],
    )
    expect(quoted.stderr).toBe('')
    expect(quoted.stdout.trim().split('\n')[1]!.startsWith(`${name},3,`)).toBe(true)
    const marked = forecast(
      'series_id,date,quantity,censored\na,1,5,0\na,2,6,maybe\n',
      ...['--horizon', '1', '--frequency', 'other'],
    )
    expect(marked.status).toBe(2)
    expect(marked.stderr).toContain('line 3, column censored, value "maybe"')
  })

  it('parts as written add up to the mean as written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'forecast-'))
    try {
      const parts = join(folder, 'parts.csv')
      const long = Array.from(
        { length: 400 },
        (_, t) => `a,${dayAt(t)},${(30 + 9.7 * Math.sin(t) + (t % 7)) / 3}`,
      )
      const { stdout } = forecast(
        `${header}${long.join('\n')}\n`,
        ...['--horizon', '14', '--frequency', 'day', '--explain', parts],
      )
      const sums = new Map<string, number>()
      for (const line of readFileSync(parts, 'utf8').trim().split('\n').slice(1)) {
        const [, date, , mean] = line.split(',')
        sums.set(date!, (sums.get(date!) ?? 0) + Number(mean))
      }
      for (const line of stdout.trim().split('\n').slice(1)) {
        const [, date, mean] = line.split(',')
        expect(sums.get(date!)).toBeCloseTo(Number(mean), 9)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('sums and parts add up; a driver goes on with an empty quantity', () => {
    const folder = mkdtempSync(join(tmpdir(), 'forecast-'))
    try {
      const driven = days.map((date, t) => `a,${date},${t < 53 ? (t % 5 ? 10 : 30) : ''},${t % 5 ? 0 : 1}`)
      const sums = join(folder, 'sums.csv')
      const parts = join(folder, 'parts.csv')
      const result = forecast(
        `series_id,date,quantity,promotion\n${driven.join('\n')}\n`,
        ...['--horizon', '7', '--frequency', 'day', '--sums', '7', '--sums-out', sums, '--explain', parts],
      )
      expect(result.status).toBe(0)
      const means = result.stdout
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => Number(line.split(',')[2]))
      expect(means[2]! / means[1]!).toBeGreaterThan(2.5)
      const total = means.reduce((sum, mean) => sum + mean, 0)
      const column = (file: string, k: number) =>
        readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => Number(line.split(',')[k]))
      expect(column(sums, 2)[0]).toBeCloseTo(total, 2)
      expect(column(parts, 3).reduce((sum, mean) => sum + mean, 0)).toBeCloseTo(total, 2)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('a hierarchy adds its sums, and everything adds up; a series without a group, or ending elsewhere, is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'forecast-'))
    try {
      const groups = join(folder, 'groups.csv')
      const options = ['--horizon', '3', '--frequency', 'day', '--hierarchy', groups]
      writeFileSync(groups, 'series_id,region,kind\na,north,x\nb,south,x\n')
      const { status, stdout } = forecast(`${header}${rows.join('\n')}\n`, ...options)
      expect(status).toBe(0)
      const mean = (id: string) =>
        stdout
          .split('\n')
          .filter((line) => line.startsWith(`${id},`))
          .map((line) => Number(line.split(',')[2]))
      for (const id of ['total', 'kind=x'])
        mean(id).forEach((units, step) => {
          expect(units).toBeCloseTo(mean('a')[step]! + mean('b')[step]!, 2)
        })
      expect(mean('region=north')).toEqual(mean('a'))

      const short = forecast(`${header}${rows.slice(0, -4).join('\n')}\n`, ...options)
      expect(short.status).toBe(2)
      expect(short.stderr).toContain('ends at another date than')
      writeFileSync(groups, 'series_id,region\na,north\n')
      const missing = forecast(`${header}${rows.join('\n')}\n`, ...options)
      expect(missing.status).toBe(2)
      expect(missing.stderr).toContain('value "b": has no row')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
