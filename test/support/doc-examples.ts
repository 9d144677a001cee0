import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

const planning = path.join(import.meta.dirname, '../../api/planning')

export interface DocExample {
  /** Path below api/planning, without the ending. */
  readonly module: string
  readonly code: string
  /** What stands after the two strokes; null: nothing. */
  readonly expected: string | null
}

/** Every `@example` of the engine; a line that goes on with two more blanks belongs to the one before. */
export function docExamples(): DocExample[] {
  return globSync('**/*.ts', { cwd: planning })
    .sort()
    .flatMap((file) => {
      const text = readFileSync(path.join(planning, file), 'utf8')
      const module = file.replace(/\.ts$/, '').replaceAll('\\', '/')
      return [...text.matchAll(/@example ([^\n]*(?:\n \* {3}[^\n]*)*)/g)].map(([, found]) => {
        const example = found!.replaceAll(/\n \* {3}/g, ' ').replace(/\s*\*\/\s*$/, '')
        const [code, ...rest] = example.split(' // ')
        return { module, code: code!.trim(), expected: rest.length > 0 ? rest.join(' // ').trim() : null }
      })
    })
}

/** Value of an example's code; undefined where it speaks of things that only its reader has, or leaves something out. */
export async function runExample({ module, code }: DocExample): Promise<{ value: unknown } | undefined> {
  if (code.includes('…')) return undefined
  const file = path.join(planning, `${module}.ts`)
  const exported = (await import(/* @vite-ignore */ file)) as Record<string, unknown>
  const names = Object.keys(exported)
  try {
    const run = new Function(...names, `"use strict"; return (${code})`)
    return { value: run(...names.map((name) => exported[name])) }
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof SyntaxError) return undefined
    throw error
  }
}

type Told = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'prose' }

/** What an expectation says as a value: a literal, a list of numbers, or words that cannot be compared. */
export function toldValue(expected: string): Told {
  const literal = expected.replace(/^(?:Float64Array|Int32Array|Set|about) /, '')
  const bracketed = /^[[{][^\]}]*[\]}]/.exec(literal)?.[0]
  if (bracketed !== undefined && !/[[{]/.test(bracketed.slice(1)))
    return parsed(bracketed.replaceAll(/,?\s*…(?=\s*[\]}])/g, '').replaceAll('…', ''))
  const list = /^-?[\d._]+…?(?:,? -?[\d._]+…?)+(?=$|[\s:;(])/.exec(literal)?.[0]
  if (list) return parsed(`[${list.replaceAll('…', '').split(/,? /).join(',')}]`)
  const single = /^(?:-?(?:\d[\d_]*)?(?:\.\d+)?|true|false|null|'[^']*')(?=$|[\s,:;…(])/.exec(literal)?.[0]
  return single ? parsed(single) : { kind: 'prose' }
}

function parsed(text: string): Told {
  try {
    return { kind: 'value', value: new Function(`return (${text})`)() }
  } catch {
    return { kind: 'prose' }
  }
}

/** Digits after the point of the finest number in a text. */
export function decimalsOf(text: string): number {
  return Math.max(0, ...[...text.matchAll(/\.(\d+)/g)].map(([, digits]) => digits!.length))
}

/** A value as plain arrays and objects, numbers rounded down to the digits told. */
export function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>)
  if (value instanceof Map) return Object.fromEntries(value)
  if (value instanceof Set) return [...value]
  if (Array.isArray(value)) return value.map(plain)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
  return value
}
