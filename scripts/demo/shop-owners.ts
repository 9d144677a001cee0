import { createRandom, drawGamma, drawStandardNormal, type Random, seedFor } from '#planning/random'

export interface DemoOwner {
  readonly shopOwnerId: number
  readonly code: string
  readonly name: string
  readonly team: string
  readonly region: string
  readonly channel: string
  /** Share of all sales, sums to 1 over owners. */
  readonly share: number
  /** What the owner expects against what then happens, lasting: 1.3 is 30 % too high. */
  readonly optimism: number
  readonly customers: number
  /** Share of customers per tag within skincare and within home goods. */
  readonly tagShare: Readonly<Record<string, number>>
}

const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹'
const SURNAMES_EN =
  'Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Xu Deng Feng Han Cao'.split(
    ' ',
  )
const GIVEN =
  '小满:Xiaoman 雨桐:Yutong 佳怡:Jiayi 思源:Siyuan 晓燕:Xiaoyan 丽娟:Lijuan 海霞:Haixia 梦洁:Mengjie 文静:Wenjing 春梅:Chunmei 秀英:Xiuying 慧敏:Huimin 若曦:Ruoxi 子涵:Zihan 欣妍:Xinyan 美玲:Meiling 志强:Zhiqiang 建国:Jianguo 婷婷:Tingting 雪琴:Xueqin 玉兰:Yulan 红梅:Hongmei 诗雅:Shiya 可欣:Kexin'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string])
const REGIONS = [
  '华东 East China',
  '华南 South China',
  '华北 North China',
  '西南 Southwest',
  '华中 Central China',
  '东北 Northeast',
]
const REGION_WEIGHT = [0.34, 0.22, 0.16, 0.12, 0.11, 0.05]
const CHANNELS = [
  '微信群 WeChat groups',
  '小程序 Mini program',
  '直播 Live stream',
  '社区团购 Community group-buy',
]
const CHANNEL_WEIGHT = [0.46, 0.26, 0.12, 0.16]
const TEAMS = [
  '春晓队 Team Spring Dawn',
  '远航队 Team Far Sail',
  '同心队 Team One Heart',
  '晨光队 Team Daybreak',
  '四海队 Team Four Seas',
]

/** Owners by size; the first runs twenty groups of five hundred and sells about a twelfth of everything. */
export function drawOwners(count: number, seed: number): DemoOwner[] {
  const weights = Array.from({ length: count }, (_, index) => {
    const random = createRandom(seedFor(seed, `owner size ${index}`))
    return Math.exp(0.9 * drawStandardNormal(random))
  })
  weights[0] = (weights.reduce((sum, weight) => sum + weight, 0) - weights[0]!) / 11
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight, index) => drawOwner(index, weight / total, seed))
}

function drawOwner(index: number, share: number, seed: number): DemoOwner {
  const random = createRandom(seedFor(seed, `owner ${index}`))
  const isGroupLeader = index === 0
  const surname = isGroupLeader ? 17 : Math.floor(random() * SURNAMES.length)
  const given = GIVEN[isGroupLeader ? 0 : Math.floor(random() * GIVEN.length)]!
  const name = `${SURNAMES[surname]}${given[0]} ${given[1]} ${SURNAMES_EN[surname]}`
  const [dry, mixed, oily] = drawShares(random, [5, 6, 5])
  const [value, looks] = drawShares(random, [4, 3])
  return {
    shopOwnerId: index + 1,
    code: `OW${String(index + 1).padStart(5, '0')}`,
    name: isGroupLeader ? `${name} (20群×500人)` : name,
    team: TEAMS[Math.floor(random() * TEAMS.length)]!,
    region: isGroupLeader ? REGIONS[0]! : pick(random, REGIONS, REGION_WEIGHT),
    channel: isGroupLeader ? CHANNELS[0]! : pick(random, CHANNELS, CHANNEL_WEIGHT),
    share,
    optimism: Math.exp(0.15 + 0.3 * drawStandardNormal(random)),
    customers: isGroupLeader ? 10_000 : Math.max(30, Math.round(60_000 * share * (0.7 + 0.6 * random()))),
    tagShare: { dry: dry!, mixed: mixed!, oily: oily!, value: value!, looks: looks! },
  }
}

function drawShares(random: Random, weights: readonly number[]): number[] {
  const draws = weights.map((weight) => drawGamma(random, weight, 1))
  const total = draws.reduce((sum, draw) => sum + draw, 0)
  return draws.map((draw) => draw / total)
}

function pick(random: Random, choices: readonly string[], weights: readonly number[]): string {
  let remaining = random()
  for (let index = 0; index < choices.length - 1; index += 1) {
    remaining -= weights[index]!
    if (remaining < 0) return choices[index]!
  }
  return choices[choices.length - 1]!
}

/** Draws an owner with chance in proportion to share, or to share × customers with the tag. */
export function ownerSampler(
  owners: readonly DemoOwner[],
): (random: Random, tag: string | undefined) => DemoOwner {
  const tables = new Map<string, Float64Array>()
  const cumulative = (tag: string | undefined) => {
    const key = tag ?? ''
    let table = tables.get(key)
    if (table === undefined) {
      let sum = 0
      table = Float64Array.from(owners, (owner) => {
        sum += owner.share * (tag === undefined ? 1 : (owner.tagShare[tag] ?? 1))
        return sum
      })
      tables.set(key, table)
    }
    return table
  }
  return (random, tag) => {
    const table = cumulative(tag)
    const wanted = random() * table[table.length - 1]!
    let low = 0
    let high = table.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (table[middle]! > wanted) high = middle
      else low = middle + 1
    }
    return owners[low]!
  }
}
