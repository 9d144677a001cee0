import type { ConsumerDemand } from '#planning/order-policy/chain-simulation'
import { type ChainStage, PLAIN_STAGE, requireChain } from '#planning/order-policy/chain-stage'
import type { StageCosts } from '#planning/order-policy/stage-measures'
import type { Bucket } from '#planning/time-bucket'
import { faultAt } from '#scripts/command-line'
import { JsonFields } from './json-fields.ts'
import { readPolicy, type SolvedKind, solvedKind } from './read-policy.ts'

export interface ChainInput {
  readonly bucket: Bucket
  readonly items: readonly { readonly item: string; readonly demand: ConsumerDemand }[]
  readonly stages: readonly ChainStage[]
  readonly costs: readonly TierCosts[]
  /** null: every tier has a rule of its own. */
  readonly solved: SolvedKind | null
  readonly warmUp: number
  readonly seed: number
}

export interface TierCosts extends StageCosts {
  /** Money per order placed. */
  readonly orderCost: number
}

const TIER_FIELDS = [
  'name',
  'leadTimePeriods',
  'reviewPeriods',
  'policy',
  'holdingCost',
  'backorderCost',
  'orderCost',
  'initialStock',
  'capacity',
  'lotSize',
  'allowsReturns',
]

/** @throws InputFault naming the field, its value and the fix */
export function readChain(file: string, document: unknown, policyForAll: unknown): ChainInput {
  const names = ['bucket', 'demand', 'known', 'tiers', 'initialMean', 'warmUp', 'seed']
  const fields = new JsonFields(file, '', document, names)
  const bucket = fields.choice('bucket', ['day', 'week', 'month', 'quarter', 'year'], 'week')
  const initialMean = fields.has('initialMean')
    ? fields.number('initialMean', '>= 0', (value) => value >= 0 && Number.isFinite(value))
    : null
  const items = readItems(fields, initialMean)
  const isKnown = items.some(({ demand }) => demand.known !== null)
  const periods = items[0]?.demand.total.length ?? 0
  const warmUp = fields.whole('warmUp', 0, 0)
  if (warmUp >= periods - 1)
    throw fields.fault('warmUp', `must leave at least 2 of the ${periods} periods of demand`)
  const solved = solvedKind(policyForAll)
  const tiers = fields.list('tiers').map((tier, index) => {
    const tierFields = new JsonFields(file, `tiers[${index}]`, tier, TIER_FIELDS)
    return readTier(tierFields, index, isKnown, solved ? { kind: 'order-up-to' } : policyForAll)
  })
  try {
    requireChain(tiers.map((tier) => tier.stage))
  } catch (error) {
    throw faultAt({ file, column: 'tiers', fix: (error as Error).message })
  }
  return {
    bucket,
    items,
    stages: tiers.map((tier) => tier.stage),
    costs: tiers.map((tier) => tier.costs),
    solved,
    warmUp,
    seed: fields.number('seed', 'that is whole', Number.isSafeInteger, 1),
  }
}

function readTier(fields: JsonFields, index: number, isKnown: boolean, policyForAll: unknown) {
  const isMoney = (value: number) => value >= 0 && Number.isFinite(value)
  if (fields.has('name') && typeof fields.value.name !== 'string')
    throw fields.fault('name', 'must be a text')
  const policy = readPolicy(fields, policyForAll, isKnown)
  let lotSize: ChainStage['lotSize'] = null
  if (fields.has('lotSize')) {
    const names = ['minimum', 'multiple', 'maximum']
    const rule = new JsonFields(fields.file, fields.at('lotSize'), fields.value.lotSize, names)
    lotSize = {
      minimum: rule.number('minimum', '>= 0', isMoney, 0),
      multiple: rule.number('multiple', '>= 1', (value) => value >= 1 && Number.isFinite(value), 1),
      maximum: rule.number('maximum', '> 0', (value) => value > 0, Number.POSITIVE_INFINITY),
    }
  }
  const stage: ChainStage = {
    ...PLAIN_STAGE,
    ...policy,
    name: (fields.value.name as string | undefined) ?? `tier ${index + 1}`,
    leadTimePeriods: fields.whole('leadTimePeriods', 1),
    reviewPeriods: fields.whole('reviewPeriods', 1, 1),
    allowsReturns: fields.flag('allowsReturns', false),
    capacity: fields.number('capacity', '> 0', (value) => value > 0, Number.POSITIVE_INFINITY),
    lotSize,
    initialStock: fields.has('initialStock')
      ? fields.number('initialStock', 'that is finite', Number.isFinite)
      : null,
  }
  const costs: TierCosts = {
    holdingCost: fields.number('holdingCost', '>= 0', isMoney, 1),
    backorderCost: fields.number('backorderCost', '>= 0', isMoney, 9),
    orderCost: fields.number('orderCost', '>= 0', isMoney, 0),
  }
  return { stage, costs }
}

function readItems(fields: JsonFields, initialMean: number | null): ChainInput['items'] {
  const list = fields.list('demand')
  const early = fields.has('known')
    ? new JsonFields(fields.file, 'known', fields.value.known, ['noticePeriods', 'share', 'quantity'])
    : null
  const noticePeriods = early ? early.whole('noticePeriods', 0) : 0
  const share = early?.has('share')
    ? early.number('share', 'in [0, 1]', (value) => value >= 0 && value <= 1)
    : null
  const isSeveral = typeof list[0] === 'object'
  const one = (item: string, source: JsonFields, known: JsonFields | null, knownKey: string) => {
    const total = source.series('demand')
    if (total.length < 2) throw source.fault('demand', 'must have at least 2 periods')
    let part: Float64Array | null = null
    if (known?.has(knownKey)) part = requirePart(known, knownKey, total)
    else if (share !== null) part = total.map((units) => units * share)
    return { item, demand: { total, known: early ? part : null, noticePeriods, initialMean } }
  }
  if (!isSeveral) return [one('all', fields, early, 'quantity')]
  const items = list.map((entry, index) => {
    const source = new JsonFields(fields.file, `demand[${index}]`, entry, ['item', 'demand', 'known'])
    if (typeof source.value.item !== 'string') throw source.fault('item', 'must be a text')
    if (source.has('known') && !early)
      throw source.fault('known', 'needs "known": { "noticePeriods": … } beside "demand"')
    return one(source.value.item, source, source, 'known')
  })
  const periods = items[0]?.demand.total.length
  items.forEach(({ demand }, index) => {
    if (demand.total.length !== periods)
      throw faultAt({
        file: fields.file,
        column: `demand[${index}].demand`,
        fix: `has ${demand.total.length} periods, the first item ${periods}; make all equally long`,
      })
  })
  return items
}

function requirePart(fields: JsonFields, key: string, total: Float64Array): Float64Array {
  const part = fields.series(key)
  if (part.length !== total.length)
    throw fields.fault(key, `has ${part.length} periods, demand ${total.length}; make both equally long`)
  part.forEach((units, period) => {
    if (units > (total[period] ?? 0) + 1e-9)
      throw faultAt({
        file: fields.file,
        column: `${fields.at(key)}[${period}]`,
        value: units,
        fix: `must be at most the demand of that period, ${total[period]}`,
      })
  })
  return part
}
