/** A text cut to a width in half-width characters; a Chinese character takes two. */
export function shortened(text: string, width: number): string {
  let used = 0
  for (const [at, character] of [...text].entries()) {
    used += isWide(character) ? 2 : 1
    if (used > width) return `${[...text].slice(0, Math.max(0, at - 1)).join('')}…`
  }
  return text
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/.test(character)
}
