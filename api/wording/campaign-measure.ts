import type { MeasureKey } from '#planning/measures'
import { type MeasureWording, words } from './measure-words.ts'

/** Measures of campaigns: deposits, targets, and what certainty is worth. */
export const CAMPAIGN_MEASURES = {
  'deposit-share': words(
    ['定金比例', 'Deposit'],
    ['定金占参考价的比例。', 'Deposit as a share of the reference price.'],
  ),
  'discount-share': words(['折扣', 'Discount'], ['相对参考价的折扣。', 'Discount on the reference price.']),
  'campaign-target': words(
    ['门槛', 'Threshold'],
    ['成团所需数量。', 'Quantity at which the campaign goes ahead.'],
  ),
  'campaign-cap': words(
    ['限量', 'Cap'],
    ['售罄数量；达到后真实需求为“至少”。', 'Sold out here; true demand is then “at least”.'],
  ),
  'chance-of-minimum': words(
    ['达成概率', 'Chance'],
    ['到截止日净预订达到该数量的概率。', 'Chance that net bookings reach this quantity by the cut-off.'],
  ),
  'contract-efficiency': words(
    ['占最优总利润', 'Of the best total'],
    [
      '双方利润之和，占同一个东家统一备货所能得到的利润的比例。',
      'Profit of both sides as a share of what one owner of both would make.',
    ],
  ),
  'paid-share': words(['占比', 'Share'], ['占已订数量的比例。', 'Share of what is booked.']),
  'orders-per-signature': words(
    ['每个签名的订单', 'Orders per signature'],
    [
      '以往活动的全部订单除以收定金前的签名数；签名不是订单，只用来估计活动规模。',
      'All orders of past campaigns over signatures before deposits; a signature is no order, it only tells how large a campaign becomes.',
    ],
  ),
  'unit-worth': words(
    ['每件确定性的价值', 'Worth per unit known'],
    [
      '需求不确定时，最优备货仍要承担的每件成本：K × 标准差 ÷ 平均需求；提前知道就能省下。',
      'What uncertain demand costs per unit even with the best stock: K × deviation ÷ mean; known early, it is saved.',
    ],
  ),
  'notice-days': words(['天数', 'Days'], ['从订单确定到需要之间的天数。', 'Days from knowing to needing.']),
  'expected-worth': words(
    ['期望收益', 'Expected worth'],
    [
      '按成交比例、售价与成本计算的期望毛利，减去剩货与取消的损失；没收的定金不计。',
      'Expected margin at the share that pays, less what is left over and the cost of cancelling; forfeited deposits do not count.',
    ],
  ),
  'earned-per-sold': words(
    ['每售出一件所得', 'Earned per unit sold'],
    [
      '售价减成本，再减去每售出一件所分摊的剩货或取消的损失。',
      'Price less cost, less what is lost on units left over or cancelled for each one sold.',
    ],
  ),
  'left-per-sold': words(
    ['每售出一件剩下', 'Left per unit sold'],
    ['每售出一件，卖不出去而清仓的件数。', 'Units left over and cleared for every unit sold.'],
  ),
  'least-paid-share': words(
    ['至少要付尾款的比例', 'Least share that pays'],
    [
      '付尾款的人少于这个比例，按订单生产就不如备货。',
      'With fewer paying the balance, making to order earns less than selling from stock.',
    ],
  ),
  'harmless-deposit': words(
    ['取消不亏的定金', 'Deposit that makes cancelling harmless'],
    [
      '定金占参考价的这个比例时，被没收的定金正好抵掉一件被取消商品的损失。',
      'At this share of the reference price a kept deposit covers what a cancelled unit loses.',
    ],
  ),
  'sell-through': words(
    ['每层售出比例', 'Sold at each tier'],
    [
      '若剩货分散在多层，每层要卖出的比例：（1 + 剩货）的负 1/层数 次方。',
      'Where leftovers arise at several tiers, the share each of them sells: (1 + left) to the power −1/tiers.',
    ],
  ),
  'affordable-discount': words(
    ['利润不变可让的折扣', 'Discount at equal profit'],
    [
      '达到该数量时，利润与备货销售相同的最大折扣，条件见下方。',
      'The largest discount at which profit equals selling from stock, under the conditions stated below.',
    ],
  ),
} as const satisfies Partial<Record<MeasureKey, MeasureWording>>
