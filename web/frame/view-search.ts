/** What the address of a page says after the question mark, without what is not said. */
export type ViewSearch = Readonly<Record<string, string | number | boolean>>

/** Keeps what can be kept: text, numbers and yes or no. */
export function plainSearch(search: object): ViewSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  )
}

/** Whether two searches ask for different things, whatever the order of their parts. */
export function changedFrom(search: ViewSearch, saved: Readonly<Record<string, unknown>>): boolean {
  const parts = (of: Readonly<Record<string, unknown>>) =>
    JSON.stringify(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)))
  return parts(search) !== parts(saved)
}
