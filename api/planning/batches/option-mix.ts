/** What an item is of its product: size, colour and the like; `colourZh` and `colourEn` name the value of `colour`. */
export type ItemOptions = Readonly<Record<string, unknown>>

export interface OptionMix {
  readonly option: string
  /** most units first */
  readonly values: readonly {
    readonly value: string
    readonly nameZh: string
    readonly nameEn: string
    /** whole units */
    readonly quantity: number
  }[]
}

const NAME = /^(.+)(Zh|En)$/

/**
 * Units of a batch by each value of each option that its items have. A value without names goes by itself.
 *
 * @param items whole units of each item, >= 0, with its options; what is neither a word nor a number is passed over
 * @returns options by name; each adds up to the units of the items that have it
 * @example optionMix([{ quantity: 5, options: { size: 'M' } }, { quantity: 7, options: { size: 'L' } }])[0].values[0].value // 'L'
 */
export function optionMix(
  items: readonly { readonly quantity: number; readonly options: ItemOptions }[],
): OptionMix[] {
  const mix = new Map<string, Map<string, OptionMix['values'][number]>>()
  for (const { quantity, options } of items)
    for (const [option, value] of Object.entries(options)) {
      if ((typeof value !== 'string' && typeof value !== 'number') || isName(option, options)) continue
      const values = mix.get(option) ?? new Map<string, OptionMix['values'][number]>()
      const key = String(value)
      const known = values.get(key) ?? {
        value: key,
        nameZh: wordOf(options[`${option}Zh`], key),
        nameEn: wordOf(options[`${option}En`], key),
        quantity: 0,
      }
      mix.set(option, values.set(key, { ...known, quantity: known.quantity + quantity }))
    }
  return [...mix]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([option, values]) => ({
      option,
      values: [...values.values()].sort((a, b) => b.quantity - a.quantity || a.value.localeCompare(b.value)),
    }))
}

function isName(option: string, options: ItemOptions): boolean {
  const named = NAME.exec(option)?.[1]
  return named !== undefined && named in options
}

function wordOf(name: unknown, value: string): string {
  return typeof name === 'string' && name !== '' ? name : value
}
