/** LIKE pattern of texts that hold `text` anywhere; its own wildcards stand for themselves. */
export function holding(text: string): string {
  return `%${beginning(text)}`
}

/** LIKE pattern of texts that begin with `text`. */
export function beginning(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`
}
