const WINDOW_MILLISECONDS = 60_000
/** Addresses remembered at once; beyond them the one that came first is forgotten. */
const MOST_ADDRESSES = 10_000

/** Counts calls per address in windows of one minute that begin with the first call. */
export class CallLimit {
  readonly #windows = new Map<string, { readonly since: number; calls: number }>()
  readonly #most: number

  /** @param most calls that one address may make within a minute, >= 1 */
  constructor(most: number) {
    if (!(most >= 1)) throw new RangeError(`most must be >= 1; got ${most}`)
    this.#most = most
  }

  /** Counts one call; false when it is one too many. */
  allows(address: string, now: Date): boolean {
    const known = this.#windows.get(address)
    if (known && now.getTime() - known.since < WINDOW_MILLISECONDS) {
      known.calls += 1
      return known.calls <= this.#most
    }
    this.#windows.delete(address)
    this.#windows.set(address, { since: now.getTime(), calls: 1 })
    if (this.#windows.size > MOST_ADDRESSES) this.#windows.delete(this.#windows.keys().next().value!)
    return true
  }
}
