import type { MeasureKey } from '#planning/measures'
import { BOX_MEASURES } from './box-measure.ts'
import { BULLWHIP_MEASURES } from './bullwhip-measure.ts'
import { CAMPAIGN_MEASURES } from './campaign-measure.ts'
import { DIAL_MEASURES } from './dial-measure.ts'
import { type MeasureWording, words } from './measure-words.ts'
import { POLICY_MEASURES } from './policy-measure.ts'

export const MEASURE_WORDING: Readonly<Record<MeasureKey, MeasureWording>> = {
  demand: words(
    ['需求', 'Demand'],
    ['需求周内需要的数量，按基本单位。', 'Units needed in the week, in the base unit.'],
  ),
  'known-demand': words(
    ['已知需求', 'Known demand'],
    [
      '已付款、预计会付尾款的定金与订阅之和。',
      'Paid, deposits expected to be paid, and subscriptions due, together.',
    ],
  ),
  'paid-demand': words(
    ['已付款', 'Paid'],
    ['货款已付清，含预付订阅的配送。', 'Paid in full, deliveries of prepaid subscriptions included.'],
  ),
  'deposit-demand': words(
    ['定金（预计付尾款）', 'Deposits expected to be paid'],
    [
      '已付定金中预计会付尾款的部分。定金不等于成交。',
      'The part of the deposits expected to pay the balance. A deposit is not a sale.',
    ],
  ),
  'gross-deposit': words(
    ['定金总数', 'Gross deposits'],
    ['取消与未付尾款之前的定金数量。', 'Deposits before cancellations and unpaid balances.'],
  ),
  'subscription-demand': words(
    ['订阅', 'Subscriptions'],
    [
      '到期的订阅配送，已扣除预计的暂停与退订。',
      'Subscription deliveries due, after expected skips, pauses and cancellations.',
    ],
  ),
  'intent-demand': words(
    ['意向', 'Intent'],
    [
      '未付款的签名、投票与店主预期，按过往兑现率校正。',
      "Unpaid signatures, votes and owners' expectations, corrected by their record.",
    ],
  ),
  'model-demand': words(
    ['模型', 'Model'],
    [
      '尚未下单的部分：仍会到来的订单、新订阅与自然销售。',
      'All that is not yet booked: orders still to come, new subscribers and organic sales.',
    ],
  ),
  forecast: words(
    ['预测', 'Forecast'],
    ['各确定性来源之和，即期望需求。', 'Expected demand: the sum of all rungs.'],
  ),
  'forecast-low': words(['低位', 'Low'], ['十周中有九周高于此数。', '9 weeks in 10 are above this.']),
  'forecast-high': words(
    ['高位', 'High'],
    ['十周中有九周不超过此数。', '9 weeks in 10 are at or below this.'],
  ),
  'actual-demand': words(
    ['实际需求', 'What happened'],
    ['该周实际发生的需求；售罄的周为“至少”。', 'Demand that happened; “at least” in weeks that sold out.'],
  ),
  'forecast-error': words(['误差', 'Error'], ['预测减实际。', 'Forecast minus actual.']),
  'known-share': words(
    ['已知占比', 'Known share'],
    ['已知需求占预测的比例。', 'Known demand as a share of the forecast.'],
  ),
  'described-share': words(
    ['已描述的顾客', 'Customers described'],
    [
      '打了标签的顾客占全部已填人数的比例，说不清的也算在内。',
      'Customers with a tag as a share of all that were counted, those of whom nobody can tell included.',
    ],
  ),
  bias: words(
    ['偏差', 'Bias'],
    ['误差之和除以实际之和；正数为高估。', 'Sum of errors over sum of actuals; positive means too high.'],
  ),
  wape: words(
    ['WAPE', 'WAPE'],
    ['绝对误差之和除以实际之和。', 'Sum of absolute errors over sum of actuals.'],
  ),
  mase: words(
    ['MASE', 'MASE'],
    [
      '绝对误差与朴素预测的绝对误差之比；小于 1 优于朴素预测。',
      'Absolute error over that of the naive forecast; below 1 beats it.',
    ],
  ),
  'pinball-loss': words(
    ['分位损失', 'Quantile loss'],
    [
      '各分位数的平均损失占实际需求的比例，越小越好。',
      'Mean loss over the quantiles as a share of demand; smaller is better.',
    ],
  ),
  'nearer-share': words(
    ['更接近的占比', 'Came nearer'],
    [
      '比原预测更接近实际的调整所占比例。',
      'Share of overrides that came nearer than the forecast they replaced.',
    ],
  ),
  'value-added': words(
    ['增值', 'Value added'],
    [
      'WAPE 比上一步降低多少；正数为改善。',
      'By how much WAPE is below the stage before; positive is an improvement.',
    ],
  ),
  coverage: words(
    ['覆盖率', 'Coverage'],
    ['实际落在所述区间内的周数占比。', 'Share of weeks whose actual fell inside the stated range.'],
  ),
  'on-hand': words(['现有库存', 'On hand'], ['可售等级的库存。', 'Stock in saleable grade.']),
  backorder: words(['欠货', 'Backorder'], ['已到期而未交的数量。', 'Due and not yet delivered.']),
  'expected-returns': words(
    ['预计退回', 'Expected returns'],
    [
      '按此商品过去的退货率、退货时间与品级，预计退回并可按新品再售的数量；易腐品不计。',
      'Units expected back for sale again as new, by the share, age and grade of past returns; none of what perishes.',
    ],
  ),
  'returned-share': words(
    ['退货率', 'Returned share'],
    ['已交付数量中会被退回的比例。', 'Share of delivered units that come back.'],
  ),
  'resale-share': words(
    ['可再售比例', 'Resale share'],
    [
      '退回数量中可按新品再售的比例；次品与报废不算本商品的供应。',
      'Share of returned units sold again as new; seconds and scrap are no supply of the item.',
    ],
  ),
  'scheduled-receipts': words(
    ['在途', 'Scheduled receipts'],
    ['已下单、尚未到货的数量。', 'Ordered and not yet received.'],
  ),
  'required-supply': words(
    ['净需求', 'Net requirement'],
    ['扣除库存与在途后还需要的供应。', 'Supply still needed after stock and scheduled receipts.'],
  ),
  'order-quantity': words(['订货量', 'Order'], ['该周下达的订货量。', 'Quantity ordered in the week.']),
  'receipt-quantity': words(
    ['到货量', 'Arrival'],
    ['该周到货的计划数量。', 'Planned quantity arriving in the week.'],
  ),
  'projected-stock': words(
    ['预计库存', 'Projected stock'],
    ['周末的预计库存，负数为缺货。', 'Stock expected at the end of the week; negative is a shortage.'],
  ),
  'safety-stock': words(
    ['安全库存', 'Safety stock'],
    ['为提前期内需求的不确定性所备的库存。', 'Stock held against uncertain demand over the lead time.'],
  ),
  'cover-known': words(
    ['满足已知订单', 'Known orders'],
    ['订货中满足已知订单的部分。', 'Part of the order that serves known orders.'],
  ),
  'cover-model': words(
    ['满足模型需求', 'Model'],
    ['订货中满足预测余量的部分。', 'Part of the order that serves the forecast remainder.'],
  ),
  'cover-safety': words(
    ['补安全库存', 'Safety stock'],
    ['订货中补足安全库存的部分。', 'Part of the order that fills safety stock.'],
  ),
  'cover-top-up': words(
    ['凑足起订量', 'Top-up'],
    ['为达到起订量或倍数而多订的部分。', 'Extra to reach the minimum or multiple.'],
  ),
  'authorised-quantity': words(
    ['授权数量', 'Authorised'],
    ['截至该周的累计授权数量。', 'Cumulative quantity authorised up to the week.'],
  ),
  'published-quantity': words(
    ['需求数量', 'Asked'],
    ['发布版本中要求到货的数量。', 'Quantity asked for in the publication.'],
  ),
  'committed-quantity': words(
    ['答交数量', 'Committed'],
    ['供应商答交的数量。', 'Quantity the supplier commits to.'],
  ),
  'reply-gap': words(
    ['差额', 'Gap'],
    ['答交减需求；负数为不足。', 'Committed minus asked; negative is short.'],
  ),
  'batch-quantity': words(
    ['批量', 'Batch quantity'],
    ['一个批次的生产数量。', 'Quantity made in one batch.'],
  ),
  'received-quantity': words(
    ['已收货', 'Received'],
    ['该批次已收到的数量。', 'Quantity of the batch that has arrived.'],
  ),
  'material-quantity': words(
    ['物料需求', 'Material needed'],
    [
      '按物料清单展开的用量，采购单位；未扣减贵司库存。',
      'Use exploded by the bill of materials, in purchase units; your own stock is not deducted.',
    ],
  ),
  'material-pieces': words(
    ['物料用量', 'Material'],
    [
      '按物料清单展开的用量，整件向上取整；未扣减贵司库存。',
      'Use exploded by the bill of materials, in whole pieces, rounded up; your own stock is not deducted.',
    ],
  ),
  'minimum-quantity': words(
    ['最小批量', 'Minimum'],
    ['产线可接受的最小批量。', 'Smallest batch the line accepts.'],
  ),
  'fill-of-minimum': words(
    ['达成最小批量', 'Fill of minimum'],
    ['批量除以最小批量。', 'Batch quantity over its minimum.'],
  ),
  'times-of-minimum': words(
    ['最小批量的倍数', 'Times the minimum'],
    ['批量是最小批量的几倍。', 'How many times the minimum the batch is.'],
  ),
  'batch-count': words(['批次数', 'Batches'], ['计划中的批次数。', 'Number of planned batches.']),
  'setup-minutes': words(
    ['换产时间', 'Changeover'],
    [
      '开工前的准备：从产线上现有换产组换过来的分钟，加各商品的准备。没有给出某一对换产时间的，按该换产组自己的准备分钟。',
      'Making ready: minutes of the changeover from the family that stands on the line, and setups of the items. A pair of families that is not given takes the setup minutes of its family.',
    ],
  ),
  'run-minutes': words(['生产时间', 'Run time'], ['生产所用分钟。', 'Minutes spent making.']),
  'available-minutes': words(
    ['可用时间', 'Available'],
    ['该周可用的产线分钟。', 'Line minutes available in the week.'],
  ),
  'overload-minutes': words(
    ['超载分钟', 'Overload minutes'],
    [
      '超出正常与加班产能、无法完成的分钟。',
      'Minutes beyond regular and overtime capacity: they cannot be worked.',
    ],
  ),
  'overtime-minutes': words(
    ['加班分钟', 'Overtime minutes'],
    ['超出正常产能、在允许加班内的分钟。', 'Minutes beyond regular capacity, within the overtime allowed.'],
  ),
  'plan-change': words(
    ['计划变动', 'Change of the plan'],
    [
      '各商品、产线与周的数量变动按成本折算之和，除以原计划的成本。',
      'Units changed over all items, lines and weeks, at their cost, divided by the cost of those planned before.',
    ],
  ),
  'served-units': words(
    ['有人等的数量', 'Units somebody waits for'],
    [
      '批次中对应需求周的数量；其余为补足批量、安全库存与有意多做。',
      'Units of batches with a week of need; the rest tops up lots, restores safety stock or is made on purpose.',
    ],
  ),
  ...BOX_MEASURES,
  ...DIAL_MEASURES,
  'late-units': words(
    ['晚到数量', 'Late units'],
    ['在需求周之后才可用的数量。', 'Units that are ready only after the week in which they are needed.'],
  ),
  'unmade-units': words(
    ['做不出的数量', 'Units not made'],
    [
      '细排的各周内做不出来的需求数量。',
      'Units needed that are not made within the weeks planned in detail.',
    ],
  ),
  'schedule-cost': words(
    ['排程成本', 'Cost of the schedule'],
    ['换产、加班与提前生产的持有成本之和。', 'Setups, overtime, and holding what is made early.'],
  ),
  'price-break': words(
    ['单价优惠', 'Price break'],
    ['在空档周生产时单价降低的比例。', 'Share taken off the unit cost for making in a trough week.'],
  ),
  'line-load': words(
    ['负荷', 'Load'],
    ['生产与换产分钟除以可用分钟。', 'Run and changeover minutes over available minutes.'],
  ),
  'batch-gap': words(
    ['与最优的差距', 'Gap to optimum'],
    ['批次计划与已证下界的差距。', 'Proven gap between the batch plan and its lower bound.'],
  ),
  ...BULLWHIP_MEASURES,
  ...POLICY_MEASURES,
  'money-at-risk': words(
    ['风险金额', 'Money at risk'],
    ['不处理时预计损失的销售额或占用的资金。', 'Sales lost or cash tied up if nothing is done.'],
  ),
  'exception-quantity': words(['数量', 'Size'], ['例外涉及的数量。', 'Quantity concerned.']),
  'mean-lead-time': words(
    ['平均提前期', 'Mean lead time'],
    ['提前期加检查周期，按需求金额加权平均。', 'Lead time plus review period, weighted by demand in money.'],
  ),
  'lead-time': words(['提前期', 'Lead time'], ['提前期加检查周期。', 'Lead time plus review period.']),
  'unit-price': words(['单价', 'Unit price'], ['一个基本单位的价格。', 'Price of one base unit.']),
  ...CAMPAIGN_MEASURES,
  'active-subscriptions': words(['在订', 'Active'], ['当前有效的订阅数。', 'Subscriptions in force.']),
  'started-subscriptions': words(
    ['新订', 'Started'],
    ['该周新增的订阅。', 'Subscriptions started in the week.'],
  ),
  'cancelled-subscriptions': words(
    ['退订', 'Cancelled'],
    ['该周退订的数量。', 'Subscriptions cancelled in the week.'],
  ),
  'row-count': words(['行数', 'Rows'], ['文件中的数据行。', 'Data rows in the file.']),
  'fault-count': words(['问题数', 'Faults'], ['被拒绝的行的问题。', 'Faults of rejected rows.']),
  'item-count': words(['商品数', 'Items'], ['商品数量。', 'Number of items.']),
  'ordered-quantity': words(
    ['已下单', 'Ordered so far'],
    ['顾客已下单的数量。', 'What customers have ordered so far.'],
  ),
  'expected-on-top': words(
    ['预计另外还有', 'Expected on top'],
    ['在已下单之外，预计还会有的数量。', 'Expected on top of what is ordered.'],
  ),
  'bought-quantity': words(['实际购买', 'Bought'], ['之后实际购买的数量。', 'What was bought afterwards.']),
}
