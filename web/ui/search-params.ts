/** Reading of single URL parameters; what does not fit is left out, so that a bad link still opens. */
export type RawSearch = Readonly<Record<string, unknown>>

export function textParameter(search: RawSearch, name: string): string | undefined {
  const value = search[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function integerParameter(search: RawSearch, name: string): number | undefined {
  const value = Number(search[name])
  return search[name] !== undefined && Number.isSafeInteger(value) ? value : undefined
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/

export function dateParameter(search: RawSearch, name: string): string | undefined {
  const text = textParameter(search, name)
  return text !== undefined && ISO_DATE.test(text) ? text : undefined
}

export function choiceParameter<Choice extends string>(
  search: RawSearch,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === search[name])
}

export function flagParameter(search: RawSearch, name: string): boolean {
  return search[name] === true || search[name] === 'true'
}

export interface SortParameters {
  readonly sort?: string | undefined
  readonly desc?: boolean | undefined
}

export function sortParameters(search: RawSearch): SortParameters {
  const sort = textParameter(search, 'sort')
  return sort ? { sort, desc: flagParameter(search, 'desc') } : {}
}
