import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { fileOf } from '#test/support/import-files'

const script = path.resolve(import.meta.dirname, '../../../scripts/import.ts')

function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...args],
    {
      input,
      encoding: 'utf8',
      env: { ...process.env, HEADWATER_DATA: inject('clusterFolder'), DATABASE_URL: '' },
    },
  )
  return { status, stdout, stderr }
}

const HEADER = 'Item,Shop owner,Type,Quantity,Sold at\n'
const create = ['--create-missing', 'items,owners', '--source', 'command-test']

describe('the import command', () => {
  it('imports from standard input, prints a summary, changes nothing the second time, and undoes', () => {
    const args = ['--kind', 'owner-sales', '--file', '-', ...create]
    const first = run(args, `${HEADER}CMD1,CMDO,sale,2,2026-05-01\n`)
    expect([first.status, JSON.parse(first.stdout)]).toMatchObject([
      0,
      { state: 'committed', counts: { newEntries: 1 } },
    ])
    const again = run(args, `${HEADER}CMD1,CMDO,sale,2,2026-05-01\n`)
    expect(JSON.parse(again.stdout)).toMatchObject({
      state: 'committed',
      ledgerVersion: null,
      counts: { unchangedLines: 1 },
    })
    const undone = run(['--undo', String(JSON.parse(first.stdout).importId)])
    expect([undone.status, JSON.parse(undone.stdout)]).toMatchObject([0, { undone: true, reversals: 1 }])
    const twice = run(['--undo', String(JSON.parse(first.stdout).importId)])
    expect([twice.status, twice.stderr]).toEqual([2, expect.stringContaining('cannot be undone')])
  })
  it('refuses bad rows with exit 2, file, line, column, value and fix, and writes the failed rows', () => {
    const out = path.join(mkdtempSync(path.join(tmpdir(), 'headwater-faults-')), 'faults.csv')
    const file = fileOf(`${HEADER}CMD1,CMDO,sale,2,2026-02-30\nCMD1,CMDO,sale,1,2026-05-01\n`)
    const { status, stdout, stderr } = run([
      '--kind',
      'owner-sales',
      '--file',
      file,
      '--faults-out',
      out,
      '--language',
      'zh',
      ...create,
    ])
    expect([status, JSON.parse(stdout).state]).toEqual([2, 'rejected'])
    expect(stderr).toContain(`${file}，第 2 行，“Sold at”列，值 "2026-02-30"：没有这一天。请更正日期。`)
    expect(readFileSync(out, 'utf8')).toBe(
      `\uFEFFItem,Shop owner,Type,Quantity,Sold at,行号,原因\r\nCMD1,CMDO,sale,2,2026-02-30,2,Sold at: 没有这一天。请更正日期。\r\n`,
    )
  })
  it('a trial exits 0 and keeps nothing', () => {
    const file = fileOf(`${HEADER}CMD-TRIAL,CMDO,sale,2,2026-05-01\n`)
    const trial = () => run(['--kind', 'owner-sales', '--file', file, '--dry-run', ...create])
    expect([trial().status, JSON.parse(trial().stdout)]).toMatchObject([
      0,
      { isDryRun: true, counts: { newEntries: 1, createdItems: 1 } },
    ])
  })
  it('usage: unknown kind, no file, bad mapping, bad date', () => {
    const refused = (...args: string[]) => {
      const { status, stderr } = run(args)
      return [status, stderr.trim().split('\n')[0]]
    }
    expect(refused('--kind', 'sales', '--file', 'x')).toEqual([
      2,
      expect.stringContaining('--kind cannot be "sales"; use one of: owner-sales'),
    ])
    expect(refused('--kind', 'stock')).toEqual([2, expect.stringContaining('--file is missing')])
    expect(refused('--kind', 'stock', '--file', 'x', '--mapping', fileOf('{', 'json'))).toEqual([
      2,
      expect.stringContaining('is not readable JSON'),
    ])
    expect(refused('--kind', 'stock', '--file', 'x', '--as-of', '2026-02-30')).toEqual([
      2,
      expect.stringContaining('--as-of cannot be'),
    ])
  })
  it('a template in Chinese is CSV with a byte-order mark', () => {
    expect(run(['--kind', 'stock', '--template', '--language', 'zh']).stdout).toBe(
      '\uFEFF商品编码,商品名称,仓库编码,盘点时间,现有库存,单位\r\n',
    )
  })
})
