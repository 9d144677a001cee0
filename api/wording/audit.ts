import { isoWeekLabel } from '#planning/time-bucket'
import { type Locale, type Phrase, phraseIn } from './locale.ts'
import { audit } from './screens/audit.ts'
import { override } from './screens/override.ts'
import { imports } from './screens/runs.ts'
import { today } from './screens/today.ts'

/** What the trail can be narrowed to, and the actions of each, as patterns. */
export const AUDIT_KINDS = {
  override: ['forecast.override'],
  publication: ['publish', 'release'],
  reply: ['reply', 'quote.%'],
  import: ['import.%'],
  batch: ['batch-%'],
  access: ['membership.%', 'token.%', 'upstream.%'],
} as const
export type AuditKind = keyof typeof AUDIT_KINDS | 'other'
export const AUDIT_KIND_NAMES = [
  ...(Object.keys(AUDIT_KINDS) as (keyof typeof AUDIT_KINDS)[]),
  'other',
] as const

export function auditKind(action: string): AuditKind {
  const kind = (Object.keys(AUDIT_KINDS) as (keyof typeof AUDIT_KINDS)[]).find((name) =>
    AUDIT_KINDS[name].some((pattern) =>
      pattern.endsWith('%') ? action.startsWith(pattern.slice(0, -1)) : action === pattern,
    ),
  )
  return kind ?? 'other'
}

const WORDS: Readonly<Record<string, Phrase>> = audit
const OVERRIDE_WORDS: Readonly<Record<string, Phrase>> = override
const IMPORT_WORDS: Readonly<Record<string, Phrase>> = imports

/** What was done, in words; an action without words of its own is named by its kind. */
export function auditAction(action: string, locale: Locale): string {
  return phraseIn(WORDS[`action-${action}`] ?? audit[`kind-${auditKind(action)}`], locale)
}

/** Who did it: a person by name; a command or a job in words. */
export function auditActor(
  entry: { readonly userId: string; readonly userName: string | null; readonly role: string },
  locale: Locale,
): string {
  if (entry.userName !== null) return entry.userName
  if (entry.role !== 'system') return entry.userId
  return phraseIn(WORDS[`actor-${entry.userId}`] ?? audit['role-system'], locale)
}

/** The user that an entry is about, by id. */
export function auditedUserId(subject: string): string | null {
  return /^membership\/(.+)$/.exec(subject)?.[1] ?? null
}

/** Names of what entries are about, by kind and id: `supplier/7`. */
export type AuditNames = Readonly<Record<string, { readonly nameZh: string; readonly nameEn: string }>>

/** Fields that hold an id, and of what. */
const NAMED_FIELDS: Readonly<Record<string, string>> = {
  itemId: 'item',
  replacedByItemId: 'item',
  supplierId: 'supplier',
  shopOwnerId: 'shop-owner',
  lineId: 'line',
}
/** What an exception is about, kept in the entry of what was done about it. */
export interface AuditedException {
  readonly kind: string
  readonly itemId: number | null
  readonly supplierId: number | null
  readonly lineId: number | null
  readonly week: string | null
}

const TODAY_WORDS: Readonly<Record<string, Phrase>> = today
/** Told in the subject, so not among the changes. */
const ABOUT = 'about'

function auditedException(after: unknown): AuditedException | null {
  const about = (after as { about?: AuditedException } | null)?.about
  return about && typeof about === 'object' ? about : null
}

/** The ids of what an exception is about, as `kind/id`, in the order in which they are told. */
function exceptionThings({ itemId, supplierId, lineId }: AuditedException): string[] {
  const ids = { item: itemId, line: lineId, supplier: supplierId }
  return Object.entries(ids).flatMap(([kind, id]) => (id === null ? [] : [`${kind}/${id}`]))
}

const NAMED_SUBJECTS = ['item', 'supplier', 'subscription-plan']

/** What an entry is about that has a name, as `kind/id`. */
export function auditedThings(entry: {
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}): string[] {
  const parts = entry.subject.split(/[/ ]/)
  const subjects = parts.flatMap((part, at) =>
    NAMED_SUBJECTS.includes(part) && parts[at + 1] ? [`${part}/${parts[at + 1]}`] : [],
  )
  const fields = [...flat(entry.before), ...flat(entry.after)].flatMap(([key, value]) => {
    const kind = NAMED_FIELDS[fieldName(key)]
    return kind !== undefined && value !== null ? [`${kind}/${value}`] : []
  })
  const about = auditedException(entry.after)
  return [...subjects, ...fields, ...(about ? exceptionThings(about) : [])]
}

/** What it was done to: `item/12/2026-06-08`, `publication 4`; by name where it is known. */
export function auditSubject(
  subject: string,
  locale: Locale,
  userName: string | null = null,
  names: AuditNames = {},
  after: unknown = null,
): string {
  const about = auditedException(after)
  if (about !== null) return exceptionText(about, subject, locale, names)
  if (userName !== null) return `${phraseIn(audit['subject-membership'], locale)} ${userName}`
  const parts = subject.split(/[/ ]/)
  const words = parts.map((part, at) => {
    const phrase = WORDS[`subject-${part}`]
    return phrase ? phraseIn(phrase, locale) : (nameOf(names, `${parts[at - 1]}/${part}`, locale) ?? part)
  })
  return words.join(' ')
}

/** "Exception: Shortage · Light down jacket · Yunling Down · 2026-W28 (Run 1)". */
function exceptionText(about: AuditedException, subject: string, locale: Locale, names: AuditNames): string {
  const kind = TODAY_WORDS[`kind-${about.kind}`]
  const told = [
    kind ? phraseIn(kind, locale) : about.kind,
    ...exceptionThings(about).map((thing) => nameOf(names, thing, locale) ?? thing),
    ...(about.week === null ? [] : [isoWeekLabel(about.week)]),
  ].join(' · ')
  const run = /^run\/(\d+)\//.exec(subject)?.[1] ?? ''
  return phraseIn(audit.exceptionOfRun, locale).replace('{{about}}', told).replace('{{run}}', run)
}

function nameOf(names: AuditNames, thing: string, locale: Locale): string | undefined {
  return locale === 'en' ? names[thing]?.nameEn : names[thing]?.nameZh
}

export interface AuditChange {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

/** The fields that differ, in words; what has no words keeps the name it has in the record. */
export function auditChanges(
  before: unknown,
  after: unknown,
  locale: Locale,
  names: AuditNames = {},
): AuditChange[] {
  const was = flat(before)
  const is = flat(after)
  const keys = [...new Set([...was.keys(), ...is.keys()])]
  return keys.flatMap((key) => {
    const [from, to] = [was.get(key), is.get(key)]
    if (from === to || (isNothing(from) && isNothing(to))) return []
    const name = fieldName(key)
    return [
      {
        field: fieldText(key, locale),
        before: was.size === 0 ? null : valueText(name, from, locale, names),
        after: is.size === 0 ? null : valueText(name, to, locale, names),
      },
    ]
  })
}

/** All changes of an entry as one line, for files. */
export function auditChangeText(
  before: unknown,
  after: unknown,
  locale: Locale,
  names: AuditNames = {},
): string {
  return auditChanges(before, after, locale, names)
    .map(({ field, before: from, after: to }) =>
      from === null ? `${field}: ${to}` : `${field}: ${from} → ${to ?? '–'}`,
    )
    .join('; ')
}

type Plain = string | number | boolean | null

function isNothing(value: Plain | undefined): boolean {
  return value === undefined || value === null || value === ''
}

/** Fields by name; those of named batches by the batch's number and theirs: `7/week`. */
function flat(record: unknown): Map<string, Plain> {
  if (record === null || typeof record !== 'object') return new Map()
  return new Map(
    Object.entries(record).flatMap(([key, value]): [string, Plain][] => {
      if (key === ABOUT) return []
      if (key === 'batches' && Array.isArray(value))
        return (value as Record<string, Plain>[]).flatMap(({ batchNumber, ...fields }) =>
          Object.entries(fields).map(([field, each]): [string, Plain] => [`${batchNumber}/${field}`, each]),
        )
      return [[key, value !== null && typeof value === 'object' ? JSON.stringify(value) : (value as Plain)]]
    }),
  )
}

/** The field without the number of the batch that it is of. */
function fieldName(key: string): string {
  return key.replace(/^\d+\//, '')
}

function fieldText(key: string, locale: Locale): string {
  const [, batch, name] = /^(?:(\d+)\/)?(.*)$/.exec(key) as unknown as [string, string | undefined, string]
  const phrase = WORDS[`field-${name}`]
  const text = phrase ? phraseIn(phrase, locale) : name
  return batch === undefined ? text : `${phraseIn(audit['field-batchNumber'], locale)} ${batch} ${text}`
}

function valueText(key: string, value: Plain | undefined, locale: Locale, names: AuditNames): string {
  if (value === null || value === undefined || value === '') return '–'
  const named = nameOf(names, `${NAMED_FIELDS[key]}/${value}`, locale)
  if (named !== undefined) return named
  if (typeof value === 'number')
    return /Id$|Version$|Number$|^version$/.test(key)
      ? String(value)
      : new Intl.NumberFormat(locale).format(value)
  if (typeof value === 'boolean') return phraseIn(value ? audit.yes : audit.no, locale)
  const phrase =
    WORDS[`value-${key}-${value}`] ?? OVERRIDE_WORDS[`${key}-${value}`] ?? IMPORT_WORDS[`${key}-${value}`]
  return phrase ? phraseIn(phrase, locale) : value
}
