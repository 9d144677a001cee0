/** A pasted list, one tag and count a line; tabs, commas, colons and spaces part them. */
export function pastedCounts(
  text: string,
  tagOf: (word: string) => string | undefined,
): { readonly counts: ReadonlyMap<string, number>; readonly fault: string | null } {
  const counts = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const match = /^\s*(.+?)[\s,，:：;；]+(\d{1,8})\s*$/.exec(line.replaceAll(/(\d)[,，](?=\d{3}\b)/g, '$1'))
    const tag = match ? tagOf(match[1]!) : undefined
    if (!match || tag === undefined) return { counts: new Map(), fault: line.trim() }
    counts.set(tag, Number(match[2]))
  }
  return { counts, fault: null }
}
