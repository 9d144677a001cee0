import type { DemandPattern } from '#planning/demand/demand-pattern'
import type { ForecastReason } from '#planning/forecast/forecast'
import { type Locale, type Phrase, phraseIn } from './locale.ts'

/** Names of methods as the engine writes them; exponential smoothing forms, ETS(error,trend,season), are added to. */
export const METHOD_NAMES: Readonly<Record<string, Phrase>> = {
  'dynamic Theta': ['动态 Theta 法', 'dynamic Theta'],
  'optimised Theta': ['优化 Theta 法', 'optimised Theta'],
  Theta: ['Theta 法', 'Theta'],
  ETS: ['指数平滑', 'exponential smoothing'],
  naive: ['沿用上期', 'naive'],
  'seasonal naive': ['沿用去年同期', 'seasonal naive'],
  'seasonal decomposition': ['季节分解', 'seasonal decomposition'],
  regression: ['回归', 'regression'],
  'weighted counts': ['加权计数', 'weighted counts'],
  croston: ['Croston 法', 'Croston'],
  sba: ['Croston 修正法 SBA', 'Syntetos–Boylan'],
  tsb: ['TSB 法', 'Teunter–Syntetos–Babai'],
  adida: ['聚合拆分法 ADIDA', 'aggregate–disaggregate (ADIDA)'],
  imapa: ['多层聚合法 IMAPA', 'multiple aggregation (IMAPA)'],
  'negative-binomial': ['负二项分布', 'negative binomial'],
  'weighted-quantiles': ['加权分位数', 'weighted quantiles'],
  'book and pick-up': ['在手订单加后续订单', 'book and pick-up'],
  launches: ['以往新品', 'earlier launches'],
  'known-orders': ['仅已知订单', 'known orders only'],
}

export const PATTERN_NAMES: Readonly<Record<DemandPattern | 'booked' | 'new', Phrase>> = {
  smooth: ['平稳', 'Smooth'],
  erratic: ['波动', 'Erratic'],
  intermittent: ['间歇', 'Intermittent'],
  lumpy: ['块状', 'Lumpy'],
  'no-demand': ['无需求', 'No demand'],
  booked: ['全部预订', 'All booked'],
  new: ['未上市', 'Not sold yet'],
}

const CAUSES: Readonly<Record<string, Phrase>> = {
  weekday: ['星期', 'weekday'],
  'time-of-year': ['年内时节', 'time of year'],
  season: ['季节', 'season'],
  holiday: ['节假日', 'holiday'],
  'before-holiday': ['节前', 'days before a holiday'],
  'after-holiday': ['节后', 'days after a holiday'],
  'adjusted-working-day': ['调休上班日', 'adjusted working days'],
  'spring-festival-ahead': ['年前备货', 'weeks before Spring Festival'],
  'spring-festival-eve': ['除夕前几天', 'days before Spring Festival'],
  'spring-festival': ['春节', 'Spring Festival'],
  'spring-festival-after': ['节后返工', 'days after Spring Festival'],
  qingming: ['清明节', 'Qingming'],
  'dragon-boat': ['端午节', 'Dragon Boat Festival'],
  'mid-autumn': ['中秋节', 'Mid-Autumn Festival'],
  promotion: ['促销', 'promotion'],
}

/** The pattern of an item's demand; one the engine does not know any more is a dash. */
export function patternName(pattern: string, locale: Locale): string {
  const phrase = PATTERN_NAMES[pattern as DemandPattern]
  return phrase ? phraseIn(phrase, locale) : '–'
}

/** `Theta + ETS(A,N,N) + ETS(A,N,N)` in words: equal parts are counted. */
export function methodText(method: string, locale: Locale): string {
  const counts = new Map<string, number>()
  for (const part of method.split(' + ')) counts.set(part, (counts.get(part) ?? 0) + 1)
  return [...counts]
    .map(([part, count]) => (count === 1 ? partName(part, locale) : `${partName(part, locale)} × ${count}`))
    .join(' + ')
}

function partName(part: string, locale: Locale): string {
  const form = /^ETS(\(.+\))$/.exec(part)
  const phrase = METHOD_NAMES[form ? 'ETS' : part]
  if (!phrase) return part
  return form ? `${phraseIn(phrase, locale)} ETS${form[1]}` : phraseIn(phrase, locale)
}

/** One sentence: what the method rests on. */
export function reasonText(reason: ForecastReason, locale: Locale): string {
  const isEnglish = locale === 'en'
  const figure = (value: number) => value.toFixed(2)
  switch (reason.kind) {
    case 'demand-pattern': {
      const pattern = patternName(reason.pattern, locale)
      if (reason.demandInterval === null)
        return isEnglish ? 'There is no demand in the history.' : '历史中没有需求。'
      return isEnglish
        ? `${pattern} demand: ${figure(reason.demandInterval)} weeks from one demand to the next, squared variation of sizes ${figure(reason.sizeVariation)}.`
        : `需求类型“${pattern}”：平均每 ${figure(reason.demandInterval)} 周有一次需求，数量变异系数平方为 ${figure(reason.sizeVariation)}。`
    }
    case 'launch':
      return isEnglish
        ? `New item: its level so far times ${figure(reason.factor)}, as earlier launches went on.`
        : `新品：参照以往新品上市后的走势，按目前水平的 ${figure(reason.factor)} 倍预测。`
    case 'look-alikes':
      return lookAlikeText(reason, locale)
    case 'weekday-profile':
      return isEnglish ? 'Each weekday has its own share.' : '按星期几分配需求。'
    case 'effects': {
      const causes = reason.causes.map((cause) => (CAUSES[cause] ? phraseIn(CAUSES[cause], locale) : cause))
      const how = reason.isMultiplicative
        ? isEnglish
          ? 'multiply demand'
          : '按倍数'
        : isEnglish
          ? 'add to demand'
          : '按增量'
      return isEnglish
        ? `Effects that ${how}: ${causes.join(', ')}.`
        : `${how}考虑以下影响：${causes.join('、')}。`
    }
    case 'bookings':
      return isEnglish
        ? 'Bookings that survive cancellation, plus those still to come at each lead: recent, by weekday and of last year, weighted by how well each forecast before.'
        : '扣除预计取消后的在手订单，加上各提前天数仍会到来的订单；后者综合近期、星期几与去年同期，按以往预测的准确程度加权。'
  }
}

function lookAlikeText(reason: Extract<ForecastReason, { kind: 'look-alikes' }>, locale: Locale): string {
  const { launches, customers, weight } = reason
  const units = Math.round(reason.openingUnits).toLocaleString(locale)
  const described = customers?.toLocaleString(locale)
  const share = Math.round(100 * weight)
  if (locale === 'en') {
    const basis = described === undefined ? '' : ` per customer described as wanting it (${described} in all)`
    const rest = share === 100 ? '' : ` They count for ${share} %, its own sales for the rest.`
    return `New item: ${launches} earlier launches, those most like it foremost, let expect ${units} units in its first 13 weeks${basis}; their life-cycle curve spreads them, its own sales correct them.${rest}`
  }
  const basis = described === undefined ? '' : `（按店主标注的目标顾客数折算，共 ${described} 人）`
  const rest = share === 100 ? '' : `该估计占 ${share}%，其余按自身销售预测。`
  return `新品：参照以往 ${launches} 次上市，越相似权重越大，上市后前 13 周预计销量 ${units}${basis}；按其生命周期曲线分配到各周，并随自身销售修正。${rest}`
}
