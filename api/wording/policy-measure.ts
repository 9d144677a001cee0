import type { MeasureKey } from '#planning/measures'
import { type MeasureWording, words } from './measure-words.ts'

/** Measures of order policies: what smoothing, stock and capacity cost. */
export const POLICY_MEASURES = {
  'plan-adherence': words(
    ['按期到货率', 'Adherence'],
    [
      '按商品与周：承诺与到货中较小者之和 ÷ 承诺之和，按成本计；别的周多到不能抵。承诺取供应商的最后答交，没有答交则取当周应到的订单。',
      'By item and week: Σ min(committed, arrived) ÷ Σ committed, at cost; more in another week does not make up. Committed is the last reply to a week, else what was ordered for it.',
    ],
  ),
  'arrivals-moved': words(
    ['计划变动', 'Plan moved'],
    [
      '与上一次运行相比，同样周次的到货 Σ|新 − 旧| ÷ Σ 旧，按成本计。',
      'Against the run before, arrivals of the same weeks: Σ|new − old| ÷ Σ old, at cost.',
    ],
  ),
  'started-or-stopped': words(
    ['有无变化', 'Started or stopped'],
    [
      '到货从无变有或从有变无的商品周占比。',
      'Share of weeks of items whose arrival turned from none to some or back.',
    ],
  ),
  'stock-turns': words(
    ['库存周转', 'Stock turns'],
    [
      '过去一年需求的成本 ÷ 平均盘点库存的成本；没有盘点的商品不计。',
      "A year's demand at cost over the mean counted stock at cost; items never counted are left out.",
    ],
  ),
  'days-of-supply': words(
    ['库存天数', 'Days of supply'],
    ['平均库存够卖的天数：365 ÷ 周转。', 'Days that mean stock lasts: 365 over turns.'],
  ),
  'margin-return': words(
    ['库存毛利回报', 'Margin on stock'],
    [
      '过去一年的毛利（售价减成本）÷ 平均库存的成本。',
      "A year's gross margin, price less cost, over mean stock at cost.",
    ],
  ),
  'stage-days': words(
    ['所需天数', 'Days of work'],
    ['所需的东西都到齐之后，这一环节要的天数。', 'Days this stage takes once all it needs is there.'],
  ),
  'promised-days': words(
    ['承诺天数', 'Promises'],
    [
      '对下一环节承诺的交付天数；0 为随要随有，靠自己的库存。',
      'Days within which it serves the next stage; 0 is at once, from stock of its own.',
    ],
  ),
  'gap-share': words(
    ['补足比例', 'Share of the gap'],
    [
      '每次订货补足目标与库存位置之差的比例；1 为不平滑。',
      'Share of the gap between target and inventory position that one order closes; 1 is no smoothing.',
    ],
  ),
  'levelling-weeks': words(
    ['平摊周数', 'Levelled over'],
    [
      '已知订单在需要之前平摊生产的周数；1 为按需生产。',
      'Weeks before their need over which known orders are made; 1 is just in time.',
    ],
  ),
  'weekly-holding-cost': words(
    ['库存成本', 'Stock cost'],
    [
      '每周平均库存（含安全库存与提前生产）乘以成本的年持有率 ÷ 52。',
      'Mean stock of a week, safety stock and goods made early included, at the yearly holding rate of their cost over 52.',
    ],
  ),
  'weekly-shortage-cost': words(
    ['缺货成本', 'Shortage'],
    [
      '每周平均欠交数量乘以服务水平所隐含的缺货价：持有成本 × 服务水平 ÷（1 − 服务水平）。',
      'Mean units short of a week at the price the service level implies: holding cost × service ÷ (1 − service).',
    ],
  ),
  'weekly-capacity-cost': words(
    ['产能变动成本', 'Changing capacity'],
    [
      '为每周产量高于平均而保有的工时，加上再超出部分的加班；供应商全部商品合计。',
      'Working time held for weeks above the mean, and overtime beyond it; all items of the supplier together.',
    ],
  ),
  'weekly-policy-cost': words(
    ['每周成本', 'Cost a week'],
    ['库存、缺货与产能变动成本之和。', 'Stock, shortage and changing capacity together.'],
  ),
} as const satisfies Partial<Record<MeasureKey, MeasureWording>>
