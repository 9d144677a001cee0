/** Buckets in a page of one series. */
const PAGE = 32
const PAGES_PER_SLAB = 8192
/** Buckets between the first and last row of a series at most. */
export const LONGEST_SPAN = 400_000

interface SeriesEntry {
  firstPage: number
  pages: number[]
  firstStep: number
  lastStep: number
  /** Last step with a quantity. */
  lastKnown: number
  fault: string | null
}

/** Values of many series in pages of shared memory, filled in any order; column 0 is the quantity. */
export interface SeriesTable {
  readonly ids: string[]
  readonly entries: SeriesEntry[]
  readonly add: (id: string) => number
  /** Writes one cell; a second quantity for the same step is a fault of the series. */
  readonly set: (series: number, step: number, column: number, value: number) => void
  readonly isSet: (series: number, step: number) => boolean
  /** Copies steps `from` … `from + into.length − 1`; NaN where nothing was written. */
  readonly copy: (series: number, column: number, from: number, into: Float64Array) => void
}

export function createSeriesTable(columns: number): SeriesTable {
  const ids: string[] = []
  const entries: SeriesEntry[] = []
  const slabs: Float64Array[] = []
  let pages = 0
  const pageSize = PAGE * columns
  const newPage = () => {
    if (pages % PAGES_PER_SLAB === 0) slabs.push(new Float64Array(PAGES_PER_SLAB * pageSize).fill(Number.NaN))
    pages += 1
    return pages - 1
  }
  const cell = (page: number, column: number, place: number) =>
    (page % PAGES_PER_SLAB) * pageSize + column * PAGE + place
  const pageOf = (entry: SeriesEntry, step: number): number => {
    const number = Math.floor(step / PAGE)
    if (entry.pages.length === 0) entry.firstPage = number
    while (number < entry.firstPage) {
      entry.pages.unshift(-1)
      entry.firstPage -= 1
    }
    const index = number - entry.firstPage
    while (entry.pages.length <= index) entry.pages.push(-1)
    if (entry.pages[index]! < 0) entry.pages[index] = newPage()
    return entry.pages[index]!
  }
  return {
    ids,
    entries,
    add: (id) => {
      ids.push(id)
      entries.push({
        firstPage: 0,
        pages: [],
        firstStep: Number.POSITIVE_INFINITY,
        lastStep: Number.NEGATIVE_INFINITY,
        lastKnown: Number.NEGATIVE_INFINITY,
        fault: null,
      })
      return ids.length - 1
    },
    set: (series, step, column, value) => {
      const entry = entries[series]!
      if (Math.max(entry.lastStep, step) - Math.min(entry.firstStep, step) >= LONGEST_SPAN) {
        entry.fault ??= `rows lie more than ${LONGEST_SPAN} buckets apart; check its dates and the frequency`
        return
      }
      entry.firstStep = Math.min(entry.firstStep, step)
      entry.lastStep = Math.max(entry.lastStep, step)
      if (column === 0) entry.lastKnown = Math.max(entry.lastKnown, step)
      const page = pageOf(entry, step)
      const slab = slabs[Math.floor(page / PAGES_PER_SLAB)]!
      slab[cell(page, column, step - Math.floor(step / PAGE) * PAGE)] = value
    },
    isSet: (series, step) => {
      const entry = entries[series]!
      const index = Math.floor(step / PAGE) - entry.firstPage
      const page = entry.pages[index]
      if (page === undefined || page < 0) return false
      const slab = slabs[Math.floor(page / PAGES_PER_SLAB)]!
      return !Number.isNaN(slab[cell(page, 0, step - Math.floor(step / PAGE) * PAGE)]!)
    },
    copy: (series, column, from, into) => {
      const entry = entries[series]!
      into.fill(Number.NaN)
      for (let k = 0; k < into.length; ) {
        const step = from + k
        const number = Math.floor(step / PAGE)
        const place = step - number * PAGE
        const count = Math.min(PAGE - place, into.length - k)
        const page = entry.pages[number - entry.firstPage]
        if (page !== undefined && page >= 0) {
          const slab = slabs[Math.floor(page / PAGES_PER_SLAB)]!
          const begin = cell(page, column, place)
          into.set(slab.subarray(begin, begin + count), k)
        }
        k += count
      }
    },
  }
}
