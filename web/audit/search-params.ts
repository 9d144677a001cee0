import { AUDIT_KIND_NAMES, type AuditKind } from '#api/wording/audit'
import {
  choiceParameter,
  dateParameter,
  integerParameter,
  type RawSearch,
  textParameter,
} from '#web/ui/search-params.ts'

export interface AuditSearch {
  readonly deed?: AuditKind | undefined
  readonly userId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly search?: string | undefined
  /** Entries older than this one: the page that is shown. */
  readonly before?: number | undefined
}

export function auditSearch(raw: RawSearch): AuditSearch {
  return {
    deed: choiceParameter(raw, 'deed', AUDIT_KIND_NAMES),
    userId: textParameter(raw, 'userId'),
    from: dateParameter(raw, 'from'),
    to: dateParameter(raw, 'to'),
    search: textParameter(raw, 'search'),
    before: integerParameter(raw, 'before'),
  }
}
