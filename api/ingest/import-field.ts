/** What a field of an import holds and how its text is read. */
export type FieldType =
  | { readonly type: 'code' }
  | { readonly type: 'text' }
  /** base units; `minimum` 1 unless given */
  | { readonly type: 'whole'; readonly minimum: number }
  /** whole number other than zero; negative only where the mapping takes negatives as returns */
  | { readonly type: 'quantity' }
  /** written in whole currency units, kept in minor units */
  | { readonly type: 'money' }
  | { readonly type: 'fraction' }
  /** any number within its range */
  | { readonly type: 'decimal'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'date'; readonly isPast?: boolean }
  | { readonly type: 'moment'; readonly isPast?: boolean }
  | { readonly type: 'choice'; readonly choices: readonly string[] }

/** `isInUnit`: written in the unit of the row's `unit` field, kept in base units (prices: per base unit). */
export type ImportField = FieldType & { readonly isRequired?: boolean; readonly isInUnit?: boolean }

const code = { type: 'code' } as const
const text = { type: 'text' } as const
const requiredCode = { type: 'code', isRequired: true } as const
const quantity = { type: 'quantity', isRequired: true, isInUnit: true } as const
const unit = { type: 'code' } as const
const happened = { type: 'moment', isPast: true } as const
const date = { type: 'date' } as const
const whole = (minimum: number) => ({ type: 'whole', minimum }) as const
const wholeInUnit = (minimum: number) => ({ type: 'whole', minimum, isInUnit: true }) as const
const decimal = (minimum: number, maximum: number) =>
  ({ type: 'decimal', minimum, maximum, isRequired: true }) as const
const celsius = decimal(-5, 45)
const money = { type: 'money' } as const
const minutes = whole(0)
const pricePerUnit = { type: 'money', isInUnit: true } as const
const choice = (...choices: string[]) => ({ type: 'choice', choices }) as const

/** Fields of every kind of import, in the order of the template. */
export const IMPORT_FIELDS = {
  'owner-sales': {
    order_line: code,
    item: requiredCode,
    item_name: text,
    shop_owner: code,
    shop_owner_name: text,
    type: choice('sale', 'return'),
    quantity,
    unit,
    sold_at: { ...happened, isRequired: true },
    unit_price: pricePerUnit,
    resale_grade: choice('as-new', 'second', 'unsaleable'),
    campaign: code,
    channel: text,
    region: text,
    known_at: happened,
  },
  'pre-orders': {
    order_line: code,
    item: code,
    item_name: text,
    shop_owner: code,
    shop_owner_name: text,
    campaign: code,
    quantity: { type: 'quantity', isInUnit: true },
    unit,
    rung: choice('deposit', 'paid', 'subscription', 'intent'),
    placed_at: happened,
    need_from: date,
    need_to: date,
    settled_at: happened,
    cancelled_at: happened,
    cancelled_quantity: wholeInUnit(0),
    fulfilled_at: happened,
    fulfilled_quantity: wholeInUnit(0),
    unit_price: pricePerUnit,
    channel: text,
    region: text,
    known_at: happened,
    event: choice('placed', 'settled', 'cancelled', 'fulfilled'),
    event_at: happened,
  },
  expectations: {
    order_line: code,
    shop_owner: requiredCode,
    shop_owner_name: text,
    item: requiredCode,
    item_name: text,
    quantity,
    unit,
    stated_at: { ...happened, isRequired: true },
    need_from: { type: 'date', isRequired: true },
    need_to: date,
    campaign: code,
  },
  subscriptions: {
    subscription: requiredCode,
    plan: code,
    shop_owner: code,
    customer: code,
    started_on: { type: 'date', isPast: true },
    first_box_on: date,
    boxes: whole(1),
    prepaid_to: date,
    paused_on: { type: 'date', isPast: true },
    resumed_on: { type: 'date', isPast: true },
    cancelled_on: { type: 'date', isPast: true },
    skipped_weeks: text,
    event: choice('started', 'skipped', 'paused', 'resumed', 'renewed', 'cancelled', 'delivered'),
    event_on: { type: 'date', isPast: true },
    week: date,
  },
  stock: {
    item: requiredCode,
    item_name: text,
    location: requiredCode,
    counted_at: { ...happened, isRequired: true },
    on_hand: { ...wholeInUnit(0), isRequired: true },
    unit,
  },
  receipts: {
    receipt: requiredCode,
    supply_order: code,
    item: requiredCode,
    item_name: text,
    supplier: code,
    location: code,
    quantity: { ...wholeInUnit(1), isRequired: true },
    unit,
    received_on: { type: 'date', isPast: true, isRequired: true },
  },
  items: {
    item: requiredCode,
    name_zh: text,
    name_en: text,
    product: code,
    category: code,
    base_unit: choice('piece', 'gram', 'millilitre', 'millimetre'),
    price: money,
    unit_cost: money,
    shelf_life_days: whole(1),
    ripening_days: whole(0),
    launched_on: date,
    ends_on: date,
    suits: code,
    service_level: { type: 'fraction' },
    supplier: code,
    lead_time_days: whole(0),
    minimum_order_quantity: whole(0),
    lot_multiple: whole(1),
  },
  units: { item: requiredCode, unit: requiredCode, base_units: { ...whole(1), isRequired: true } },
  campaigns: {
    campaign: requiredCode,
    campaign_kind: { ...choice('pre-sale', 'joint-order'), isRequired: true },
    name_zh: text,
    name_en: text,
    items: { type: 'text', isRequired: true },
    reference_price: { type: 'money', isRequired: true },
    deposit_share: { type: 'fraction', isRequired: true },
    threshold_quantity: whole(0),
    cap_quantity: whole(1),
    deposit_from: { type: 'date', isRequired: true },
    deposit_to: { type: 'date', isRequired: true },
    balance_from: { type: 'date', isRequired: true },
    balance_to: { type: 'date', isRequired: true },
    ship_from: { type: 'date', isRequired: true },
    ship_to: { type: 'date', isRequired: true },
  },
  owners: { shop_owner: requiredCode, name: text, team: text, region: text, channel: text },
  'owner-tags': {
    shop_owner: requiredCode,
    category: requiredCode,
    tag: requiredCode,
    tag_name_zh: text,
    tag_name_en: text,
    customers: { ...whole(0), isRequired: true },
    known_at: happened,
  },
  ripening: {
    item: requiredCode,
    days_at_reference: decimal(0.1, 60),
    reference_celsius: celsius,
    q10: decimal(1, 10),
    transport_celsius: celsius,
    warehouse_celsius: celsius,
    home_celsius: celsius,
    lowest_celsius: { ...celsius, isRequired: false },
  },
  'swap-rules': {
    plan: requiredCode,
    item: requiredCode,
    replaced_by: requiredCode,
    pieces_per_piece: { ...decimal(0.01, 100), isRequired: false },
    most_per_box: { ...whole(0), isRequired: true },
    value_tolerance: { type: 'fraction' },
    swap_rank: whole(1),
  },
  lines: {
    production_line: requiredCode,
    supplier: requiredCode,
    name_zh: text,
    name_en: text,
    minutes_per_day: { ...minutes, isRequired: true },
    overtime_minutes_per_day: minutes,
    overtime_cost_per_minute: money,
  },
  routings: {
    item: requiredCode,
    production_line: requiredCode,
    setup_family: requiredCode,
    family_name_zh: text,
    family_name_en: text,
    minutes_per_unit: decimal(0.0001, 10_000),
    setup_minutes: minutes,
    preference: whole(1),
  },
  changeovers: {
    production_line: requiredCode,
    /** empty: from any state */
    from_family: code,
    to_family: requiredCode,
    changeover_minutes: { ...minutes, isRequired: true },
    changeover_cost: money,
  },
} as const satisfies Record<string, Record<string, ImportField>>

export type ImportKind = keyof typeof IMPORT_FIELDS
export const IMPORT_KINDS = Object.keys(IMPORT_FIELDS) as ImportKind[]

export function importFields(kind: ImportKind): Readonly<Record<string, ImportField>> {
  return IMPORT_FIELDS[kind]
}

/** Kinds that write over what is known: nothing is left to go back to. */
const WRITTEN_OVER: ReadonlySet<string> = new Set([
  'items',
  'units',
  'owners',
  'owner-tags',
  'campaigns',
  'ripening',
  'swap-rules',
  'lines',
  'routings',
  'changeovers',
])

export function isWrittenOver(kind: string): boolean {
  return WRITTEN_OVER.has(kind)
}
