import type { ImportKind } from '#api/ingest/import-field'

/** A public data set, how it is imported, and how often the past is looked at. */
export interface DataSet {
  readonly name: string
  /** File below the data folder. */
  readonly file: string
  readonly kind: ImportKind
  /** File beside this one. */
  readonly mapping: string
}

export const DATA_SETS: readonly DataSet[] = [
  {
    name: 'online-retail',
    file: 'online-retail/online_retail_2009-12_2010-12.csv.gz',
    kind: 'owner-sales',
    mapping: 'online-retail.mapping.json',
  },
  {
    name: 'hotel-resort',
    file: 'hotel-resort/H1_resort.csv.gz',
    kind: 'pre-orders',
    mapping: 'hotel-resort.mapping.json',
  },
]
