import { checkRipening, postRipening } from '#db/box-ripening'
import { checkSwapRules, postSwapRules } from '#db/box-swaps'
import type { Db } from '#db/client'
import { checkCampaigns, postCampaigns } from '#db/ingest-campaign'
import { checkDemand, completeEvents } from '#db/ingest-demand-check'
import type { PostingCounts } from '#db/ingest-demand-post'
import { comparePosting, leaveOutFaulty, postDemand } from '#db/ingest-demand-post'
import {
  checkChangeovers,
  checkLines,
  checkRoutings,
  postChangeovers,
  postLines,
  postRoutings,
} from '#db/ingest-line'
import { checkItems, checkOwners, postItems, postOwners } from '#db/ingest-master'
import { checkOwnerTags, postOwnerTags } from '#db/ingest-owner-tags'
import { leaveOutFaultyRows, type StagingShape } from '#db/ingest-staging'
import { checkSubscriptions, compareSubscriptions, postSubscriptions } from '#db/ingest-subscription'
import {
  checkReceipts,
  checkStock,
  createStagedItems,
  createStagedLocations,
  postReceipts,
  postStock,
} from '#db/ingest-supply'
import { checkUnits, postUnits } from '#db/ingest-units'
import type { RowsWritten } from '#db/ingest-written'
import { campaignLines } from './campaign-lines.ts'
import { demandLines, type StagedLines } from './demand-lines.ts'
import type { ImportKind } from './import-field.ts'
import type { RowReader, RowValues } from './row-reader.ts'
import { subscriptionLines } from './subscription-lines.ts'
import { unitCode } from './unit-conversion.ts'

/** What staging found out about a file and the later steps need. */
export interface StagedFile {
  readonly columns: Readonly<Record<string, string>>
  readonly hasKeys: boolean
  readonly isEventFile: boolean
}

export interface StepContext {
  readonly importId: number
  readonly kind: ImportKind
  readonly source: string
  readonly timeZone: string
  readonly postedBy: string
  readonly createMissing: ReadonlySet<string>
  readonly importedAt: Date
  readonly file: StagedFile
}

export type ImportCounts = Readonly<Partial<PostingCounts> & Record<string, number>>

/** The steps in which kinds of import differ. */
export interface ImportSteps {
  readonly shape: StagingShape
  converter(
    reader: RowReader,
    customerKey: string,
    /** business date of the import */
    today: string,
  ): {
    convert(line: number, values: RowValues): StagedLines
    isEventFile(): boolean
    hasKeys(): boolean
  }
  check(db: Db, context: StepContext): Promise<void>
  leaveOutFaulty(db: Db, importId: number): Promise<void>
  /** Finds what would change; may write, for a trial is rolled back. */
  compare(db: Db, context: StepContext): Promise<ImportCounts>
  /** Appends to the ledger after `compare`; null when the kind has no ledger version. */
  post(
    db: Db,
    context: StepContext,
    onProgress: (done: number, total: number) => void,
  ): Promise<number | null>
}

export function importSteps(kind: ImportKind): ImportSteps {
  return kind in OTHER_STEPS ? OTHER_STEPS[kind as OtherKind] : demandSteps(kind)
}

function demandSteps(kind: ImportKind): ImportSteps {
  return {
    shape: 'demand',
    converter: (reader) => demandLines(kind, reader),
    check: async (db, context) => {
      if (context.file.isEventFile)
        await completeEvents(db, context.importId, context.source, context.timeZone)
      await checkDemand(db, context.importId, { ...context.file, createMissing: context.createMissing })
    },
    leaveOutFaulty,
    compare: async (db, context) => ({ ...(await comparePosting(db, postingOf(context))) }),
    post: (db, context, onProgress) => postDemand(db, postingOf(context), onProgress),
  }
}

function postingOf(context: StepContext) {
  return { ...context, isEventFile: context.file.isEventFile }
}

type OtherKind =
  | 'subscriptions'
  | 'stock'
  | 'receipts'
  | 'items'
  | 'units'
  | 'campaigns'
  | 'owners'
  | 'owner-tags'
  | 'ripening'
  | 'swap-rules'
  | 'lines'
  | 'routings'
  | 'changeovers'

/** Kinds whose row becomes one staged row of these fields, in the order of the staging table. */
function rowsOf(...fields: readonly string[]): ImportSteps['converter'] {
  return () => ({
    convert: (line, values) => [[line, ...fields.map((field) => values[field] ?? null)]],
    isEventFile: () => false,
    hasKeys: () => true,
  })
}

/** Kinds whose rows are written over by a key, so that the same file again changes nothing. */
function keyedSteps(of: {
  readonly shape: ImportSteps['shape']
  readonly converter: ImportSteps['converter']
  readonly check: (db: Db, importId: number, columns: StagedFile['columns']) => Promise<void>
  readonly write: (db: Db, importId: number) => Promise<RowsWritten>
}): ImportSteps {
  return {
    shape: of.shape,
    converter: of.converter,
    check: (db, { importId, file }) => of.check(db, importId, file.columns),
    leaveOutFaulty: leaveOutFaultyRows,
    compare: async (db, { importId }) => {
      const { created, changed } = await of.write(db, importId)
      return { newLines: created, changedLines: changed }
    },
    post: async () => null,
  }
}

const OTHER_STEPS: Readonly<Record<OtherKind, ImportSteps>> = {
  subscriptions: {
    shape: 'subscription',
    converter: subscriptionLines,
    check: (db, { importId, file }) => checkSubscriptions(db, importId, file.columns),
    leaveOutFaulty: leaveOutFaultyRows,
    compare: async (db, context) => ({ ...(await compareSubscriptions(db, context)) }),
    post: (db, context) => postSubscriptions(db, context),
  },
  stock: {
    shape: 'stock',
    converter: rowsOf('item', 'item_name', 'location', 'counted_at', 'on_hand'),
    check: (db, context) => checkStock(db, context.importId, { ...context, columns: context.file.columns }),
    leaveOutFaulty: leaveOutFaultyRows,
    compare: async (db, { importId, createMissing, timeZone }) => {
      const createdItems = createMissing.has('items') ? await createStagedItems(db, importId) : 0
      const createdLocations = createMissing.has('locations') ? await createStagedLocations(db, importId) : 0
      return { newLines: await postStock(db, importId, timeZone), createdItems, createdLocations }
    },
    post: async () => null,
  },
  receipts: {
    shape: 'receipt',
    converter: rowsOf(
      'receipt',
      'supply_order',
      'item',
      'item_name',
      'supplier',
      'location',
      'quantity',
      'received_on',
    ),
    check: (db, context) =>
      checkReceipts(db, context.importId, { ...context, columns: context.file.columns }),
    leaveOutFaulty: leaveOutFaultyRows,
    compare: async (db, { importId, createMissing, timeZone }) => {
      const createdItems = createMissing.has('items') ? await createStagedItems(db, importId) : 0
      const createdLocations = createMissing.has('locations') ? await createStagedLocations(db, importId) : 0
      return { newLines: await postReceipts(db, importId, timeZone), createdItems, createdLocations }
    },
    post: async () => null,
  },
  items: keyedSteps({
    shape: 'item',
    converter: rowsOf(
      'item',
      'name_zh',
      'name_en',
      'product',
      'category',
      'base_unit',
      'price',
      'unit_cost',
      'shelf_life_days',
      'ripening_days',
      'launched_on',
      'ends_on',
      'suits',
      'service_level',
      'supplier',
      'lead_time_days',
      'minimum_order_quantity',
      'lot_multiple',
    ),
    check: checkItems,
    write: postItems,
  }),
  units: keyedSteps({
    shape: 'units',
    converter: () => ({
      convert: (line, values) => [
        [line, values.item ?? null, unitCode(String(values.unit)), values.base_units ?? null],
      ],
      isEventFile: () => false,
      hasKeys: () => true,
    }),
    check: checkUnits,
    write: postUnits,
  }),
  campaigns: keyedSteps({
    shape: 'campaign',
    converter: campaignLines,
    check: checkCampaigns,
    write: postCampaigns,
  }),
  owners: keyedSteps({
    shape: 'owner',
    converter: rowsOf('shop_owner', 'name', 'team', 'region', 'channel'),
    check: checkOwners,
    write: postOwners,
  }),
  'owner-tags': {
    shape: 'owner-tag',
    converter: rowsOf('shop_owner', 'category', 'tag', 'tag_name_zh', 'tag_name_en', 'customers', 'known_at'),
    check: (db, { importId, file }) => checkOwnerTags(db, importId, file.columns),
    leaveOutFaulty: leaveOutFaultyRows,
    compare: async (db, { importId, timeZone, importedAt }) => ({
      newLines: await postOwnerTags(db, importId, { timeZone, now: importedAt }),
    }),
    post: async () => null,
  },
  ripening: keyedSteps({
    shape: 'ripening',
    converter: rowsOf(
      'item',
      'days_at_reference',
      'reference_celsius',
      'q10',
      'transport_celsius',
      'warehouse_celsius',
      'home_celsius',
      'lowest_celsius',
    ),
    check: checkRipening,
    write: postRipening,
  }),
  'swap-rules': keyedSteps({
    shape: 'swap-rule',
    converter: rowsOf(
      'plan',
      'item',
      'replaced_by',
      'pieces_per_piece',
      'most_per_box',
      'value_tolerance',
      'swap_rank',
    ),
    check: checkSwapRules,
    write: postSwapRules,
  }),
  lines: keyedSteps({
    shape: 'line',
    converter: rowsOf(
      'production_line',
      'supplier',
      'name_zh',
      'name_en',
      'minutes_per_day',
      'overtime_minutes_per_day',
      'overtime_cost_per_minute',
    ),
    check: checkLines,
    write: postLines,
  }),
  routings: keyedSteps({
    shape: 'routing',
    converter: rowsOf(
      'item',
      'production_line',
      'setup_family',
      'family_name_zh',
      'family_name_en',
      'minutes_per_unit',
      'setup_minutes',
      'preference',
    ),
    check: checkRoutings,
    write: postRoutings,
  }),
  changeovers: keyedSteps({
    shape: 'changeover',
    converter: rowsOf('production_line', 'from_family', 'to_family', 'changeover_minutes', 'changeover_cost'),
    check: checkChangeovers,
    write: postChangeovers,
  }),
}
