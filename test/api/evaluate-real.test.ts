import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeWorkers } from '#api/runs/worker-pool'
import { createRandom, drawPoisson } from '#planning/random'
import { isoDate } from '#planning/time-bucket'
import { DATA_SETS } from '#scripts/evaluate-real/data-sets'
import { evaluateSet } from '#scripts/evaluate-real/evaluate-set'
import { resultTable } from '#scripts/evaluate-real/result-table'
import { testDatabase } from '#test/support/database'

const options = { origins: 2, horizonWeeks: 8, leadTimeDays: 21, onStage: () => undefined }
const FIRST_DAY = 14_613 // Monday 2010-01-04
const DAYS = 7 * 46
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-evaluate-'))
  for (const { file } of DATA_SETS) mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
  writeFileSync(path.join(folder, DATA_SETS[0]!.file), retailFile())
  writeFileSync(path.join(folder, DATA_SETS[1]!.file), hotelFile())
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await closeWorkers()
})

/** Two goods with steady sales, one line of postage that is no goods, now and then a return. */
function retailFile(): string {
  const random = createRandom(7)
  const lines = ['Invoice,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country']
  for (let day = 0; day < DAYS; day += 1) {
    const at = `${isoDate(FIRST_DAY + day)} 10:00:00`
    lines.push(`${day},10001,RED MUG,${1 + drawPoisson(random, 9)},${at},2.5,12345,United Kingdom`)
    lines.push(`${day},10002,"BLUE MUG, LARGE",${1 + drawPoisson(random, 4)},${at},3.5,,France`)
    if (day % 30 === 0) lines.push(`C${day},10001,RED MUG,-2,${at},2.5,12345,United Kingdom`)
    if (day % 50 === 0) lines.push(`${day},POST,POSTAGE,1,${at},18,12345,United Kingdom`)
  }
  return `${lines.join('\n')}\n`
}

/** About six bookings a day for arrival one to six weeks later; every fifth is cancelled three days before. */
function hotelFile(): string {
  const random = createRandom(8)
  const months =
    'January February March April May June July August September October November December'.split(' ')
  const lines = [
    'is_canceled,lead_time,arrival_date_year,arrival_date_month,arrival_date_day_of_month,market_segment,distribution_channel,reserved_room_type,agent,reservation_status_date',
  ]
  for (let day = 50; day < DAYS; day += 1) {
    const [year, month, dayOfMonth] = isoDate(FIRST_DAY + day)
      .split('-')
      .map(Number)
    for (let guest = drawPoisson(random, 6); guest > 0; guest -= 1) {
      const lead = 4 + Math.floor(random() * 40)
      const isCancelled = random() < 0.2
      const end = isoDate(FIRST_DAY + day + (isCancelled ? -3 : 2))
      lines.push(
        `${isCancelled ? 1 : 0},${lead},${year},${months[month! - 1]},${dayOfMonth},Direct,Direct,A,${guest % 2 ? 'NULL' : '7'},${end}`,
      )
    }
  }
  return `${lines.join('\n')}\n`
}

describe('evaluation of a data set, from file to figures', () => {
  it('sales: goods are imported, postage is left out, the forecast of steady sales is near', async () => {
    const headwater = await testDatabase()
    try {
      const evaluation = await evaluateSet(headwater, folder, DATA_SETS[0]!, options)
      expect(evaluation.rows).toBe(2 * DAYS + 11 + 7)
      expect(evaluation.leftOutRows).toBe(7)
      expect(evaluation.entries).toBe(2 * DAYS + 11)
      expect(evaluation.leadTimeWeeks).toBe(4)
      const figures = evaluation.boards.headwater.figures('smooth')!
      expect(figures.items).toBe(4)
      expect(figures.itemWeeks).toBe(4 * 8)
      expect(Math.abs(figures.bias!)).toBeLessThan(0.15)
      expect(figures.wape!).toBeLessThan(0.3)
      expect(evaluation.boards['seasonal naive'].figures('all')).toBe(null)
      expect(evaluation.returnedUnits).toBe(2 * 11)
      expect(resultTable(evaluation)).toContain('22 units came back')
      const { total } = evaluation
      expect([total.weeks, total.units]).toEqual([16, evaluation.boards.headwater.figures('all')!.units])
      expect(total.held).toBeGreaterThanOrEqual(10)
      expect(total.loss).toBeGreaterThan(0)
      expect(resultTable(evaluation)).toContain(
        `all items together: ${total.held} of 16 weeks within the 80 % range`,
      )
      expect(resultTable(evaluation)).toContain('smooth  headwater')
    } finally {
      await headwater.close()
    }
  })

  it('orders: what is compared are the kept ones, and the book makes the forecast better than repeating a week', async () => {
    const headwater = await testDatabase()
    try {
      const evaluation = await evaluateSet(headwater, folder, DATA_SETS[1]!, options)
      const kept = hotelFile()
        .split('\n')
        .filter((line) => line.startsWith('0,'))
      const units = evaluation.boards.headwater.figures('all')!.units
      expect(units).toBeGreaterThan(0)
      expect(units).toBeLessThan(kept.length)
      const ours = evaluation.boards.headwater.figures('all')!.wape!
      const naive = evaluation.boards.naive.figures('all')!.wape!
      expect(ours).toBeLessThan(naive)
    } finally {
      await headwater.close()
    }
  })
})
