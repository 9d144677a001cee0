import path from 'node:path'
import { z } from 'zod'

interface Entry {
  readonly variable: string
  readonly description: string
  readonly shown: string
  readonly schema: z.ZodType
}

const port = z.coerce.number().int().min(1).max(65_535)

/** Every setting of the server: one table, parsed once and printed by --help. */
const TABLE = {
  databaseUrl: {
    variable: 'DATABASE_URL',
    description: 'PostgreSQL 15 or newer to use instead of the embedded one; no demo accounts then',
    shown: 'embedded',
    schema: z.url().optional(),
  },
  dataFolder: {
    variable: 'HEADWATER_DATA',
    description: 'folder of the embedded database, secrets and uploads',
    shown: '.data',
    schema: z.string().min(1).default('.data'),
  },
  host: {
    variable: 'HEADWATER_HOST',
    description: 'address to listen on',
    shown: '127.0.0.1',
    schema: z.string().min(1).default('127.0.0.1'),
  },
  port: {
    variable: 'HEADWATER_PORT',
    description: 'first port to try; the next free one is taken',
    shown: '4300',
    schema: port.default(4300),
  },
  publicUrl: {
    variable: 'HEADWATER_URL',
    description: 'address users type when it differs (behind a proxy)',
    shown: 'http://127.0.0.1:PORT',
    schema: z.url().optional(),
  },
  logLevel: {
    variable: 'HEADWATER_LOG',
    description: 'trace, debug, info, warn, error or silent; JSON lines on standard error',
    shown: 'warn',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  },
  uploadMegabytes: {
    variable: 'HEADWATER_UPLOAD_MB',
    description: 'largest file that may be uploaded',
    shown: '512',
    schema: z.coerce.number().int().min(1).max(10_000).default(512),
  },
  demo: {
    variable: 'HEADWATER_DEMO',
    description: 'no: start with an empty company instead of the demo company',
    shown: 'yes',
    schema: z.enum(['yes', 'no']).default('yes'),
  },
} as const satisfies Record<string, Entry>

export type Configuration = { readonly [Key in keyof typeof TABLE]: z.infer<(typeof TABLE)[Key]['schema']> }

/** @throws Error naming variable, value and rule */
export function readConfiguration(
  environment: Record<string, string | undefined>,
  root: string,
): Configuration {
  const entries = Object.entries(TABLE).map(([key, entry]) => {
    const text = environment[entry.variable]
    const parsed = entry.schema.safeParse(text === '' ? undefined : text)
    if (!parsed.success)
      throw new Error(`${entry.variable}: ${parsed.error.issues[0]?.message}; got ${JSON.stringify(text)}`)
    return [key, parsed.data] as const
  })
  const configuration = Object.fromEntries(entries) as Configuration
  return { ...configuration, dataFolder: path.resolve(root, configuration.dataFolder) }
}

export function configurationHelp(): string {
  return Object.values(TABLE)
    .map((entry) => `  ${entry.variable.padEnd(20)} ${entry.description} (${entry.shown})`)
    .join('\n')
}
