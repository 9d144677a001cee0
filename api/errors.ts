import { TRPCError } from '@trpc/server'

/** Why a use case may be refused: the whole list. */
export type RefusalKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'invalid-input'
  | 'conflict'
  | 'stale-run'
  | 'deadline-passed'
  | 'too-large'
  | 'too-many'

/** A use case that says no. `detail` is shown to the user; it names the field, value and fix. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: RefusalKind
  readonly detail: string
  constructor(kind: RefusalKind, detail: string) {
    super(detail)
    this.kind = kind
    this.detail = detail
  }
}

const TRPC_CODES = {
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  'invalid-input': 'BAD_REQUEST',
  conflict: 'CONFLICT',
  'stale-run': 'CONFLICT',
  'deadline-passed': 'PRECONDITION_FAILED',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'too-many': 'TOO_MANY_REQUESTS',
} as const satisfies Record<RefusalKind, TRPCError['code']>

const HTTP_STATUS = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'invalid-input': 400,
  conflict: 409,
  'stale-run': 409,
  'deadline-passed': 412,
  'too-large': 413,
  'too-many': 429,
} as const satisfies Record<RefusalKind, number>

export function httpStatus(kind: RefusalKind): number {
  return HTTP_STATUS[kind]
}

/** What row-level security and missing grants say, in the words of the API. */
const PERMISSION_DENIED = '42501'
/** A number that no column holds, such as an id beyond the largest one. */
const NUMBER_OUT_OF_RANGE = '22003'
/** Two wrote the same at once, or one wrote it twice. */
const THERE_ALREADY = '23505'

/** Refusals keep their sentence; everything unknown is logged by the caller and shown as nothing but its id. */
export function toTrpcError(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error
  if (error instanceof Refusal)
    return new TRPCError({ code: TRPC_CODES[error.kind], message: error.detail, cause: error })
  const code = (error as { code?: string } | null)?.code
  if (code === NUMBER_OUT_OF_RANGE)
    return new TRPCError({
      code: 'BAD_REQUEST',
      message: 'A number is larger than any that can be stored. Check ids and quantities.',
      cause: error,
    })
  if (code === THERE_ALREADY)
    return new TRPCError({
      code: 'CONFLICT',
      message: 'This is there already; reload to see it.',
      cause: error,
    })
  if (code === PERMISSION_DENIED)
    return new TRPCError({ code: 'FORBIDDEN', message: 'You have no right to this.', cause: error })
  return new TRPCError({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'Something went wrong on our side.',
    cause: error,
  })
}

export interface InputIssue {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const TOLD_ISSUES = 5

/**
 * What is wrong with an input, field by field, in one line.
 *
 * @example issuesText([{ path: ['replies', 0, 'week'], message: 'Invalid input' }]) // 'replies[0].week: Invalid input'
 */
export function issuesText(issues: readonly InputIssue[]): string {
  const told = issues.slice(0, TOLD_ISSUES).map(({ path, message }) => {
    const field = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
    return `${field.replace(/^\./, '') || 'input'}: ${message}`
  })
  const hidden = issues.length - told.length
  return `${told.join('; ')}${hidden > 0 ? `; ${hidden} more` : ''}`
}
