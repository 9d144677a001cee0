import { faultAt, type InputFault } from '#scripts/command-line'

export type JsonObject = { readonly [key: string]: unknown }

/** Reads fields of a parsed JSON document and refuses what is out of range, by path, value and fix. */
export class JsonFields {
  readonly file: string
  readonly path: string
  readonly value: JsonObject

  constructor(file: string, path: string, value: unknown, known: readonly string[]) {
    this.file = file
    this.path = path
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw faultAt({ file, column: path || 'document', value, fix: 'must be an object { … }' })
    this.value = value as JsonObject
    for (const key of Object.keys(value))
      if (!known.includes(key))
        throw faultAt({ file, column: this.at(key), fix: `is not a field; use one of ${known.join(', ')}` })
  }

  at(key: string): string {
    return this.path ? `${this.path}.${key}` : key
  }

  has(key: string): boolean {
    return this.value[key] !== undefined && this.value[key] !== null
  }

  fault(key: string, fix: string): InputFault {
    const value = this.value[key]
    return faultAt({ file: this.file, column: this.at(key), ...(value === undefined ? {} : { value }), fix })
  }

  /** A number that `accepts`; `range` says which. Without `otherwise` the field must be there. */
  number(key: string, range: string, accepts: (value: number) => boolean, otherwise?: number): number {
    if (!this.has(key)) {
      if (otherwise !== undefined) return otherwise
      throw this.fault(key, `is missing; give a number ${range}`)
    }
    const value = this.value[key]
    if (typeof value !== 'number' || !accepts(value)) throw this.fault(key, `must be a number ${range}`)
    return value
  }

  whole(key: string, least: number, otherwise?: number): number {
    const accepts = (value: number) => Number.isSafeInteger(value) && value >= least
    return this.number(key, `>= ${least} and whole`, accepts, otherwise)
  }

  choice<T extends string>(key: string, choices: readonly T[], otherwise?: T): T {
    if (!this.has(key) && otherwise !== undefined) return otherwise
    const value = this.value[key]
    if (!choices.includes(value as T)) throw this.fault(key, `must be one of ${choices.join(', ')}`)
    return value as T
  }

  flag(key: string, otherwise: boolean): boolean {
    if (!this.has(key)) return otherwise
    if (typeof this.value[key] !== 'boolean') throw this.fault(key, 'must be true or false')
    return this.value[key]
  }

  list(key: string): readonly unknown[] {
    const value = this.value[key]
    if (!Array.isArray(value) || value.length === 0)
      throw this.fault(key, 'must be a list [ … ] that is not empty')
    return value
  }

  /** Finite quantities >= 0. */
  series(key: string): Float64Array {
    const list = this.list(key)
    return Float64Array.from(list, (value, index) => {
      if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value
      throw faultAt({
        file: this.file,
        column: `${this.at(key)}[${index}]`,
        value,
        fix: 'must be a number >= 0',
      })
    })
  }
}

/** @throws InputFault naming file and line of a syntax error */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const position = /position (\d+)/.exec(message)?.[1]
    const line = position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length
    const place = line === undefined ? { file } : { file, line }
    throw faultAt({ ...place, fix: `is not valid JSON (${message}); see --help for the format` })
  }
}
