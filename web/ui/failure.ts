import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'

const CODES = [
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'PRECONDITION_FAILED',
  'PAYLOAD_TOO_LARGE',
  'TOO_MANY_REQUESTS',
] as const

const BY_STATUS: Readonly<Record<number, (typeof CODES)[number]>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
}

/** A refused request outside the procedures, such as an upload. */
export class RequestFailure extends Error {
  readonly data: { readonly code: string | undefined }
  constructor(status: number, message: string | undefined) {
    super(message ?? String(status))
    this.data = { code: BY_STATUS[status] }
  }
}

/** Why the server refused; undefined where it failed or did not answer. */
export function failureCode(error: unknown): (typeof CODES)[number] | undefined {
  const code = (error as { data?: { code?: string } } | null)?.data?.code
  return CODES.find((known) => known === code)
}

/** What failed, in the language of the screen; the server's own sentence is added where it is in that language. */
export function useFailureText(): (error: unknown) => string {
  const { t, i18n } = useTranslation()
  return (error) => {
    const data =
      (error as { data?: { refusal?: string | null; requestId?: string } | null } | null)?.data ?? undefined
    const known = failureCode(error)
    const sentence = known
      ? i18n.language === 'en' && error instanceof Error && known !== 'UNAUTHORIZED'
        ? error.message
        : t(data?.refusal === 'stale-run' ? 'ui.failure-stale-run' : `ui.failure-${known}`)
      : t(data === undefined ? 'ui.failure-no-answer' : 'ui.failure-unknown')
    return data?.requestId && !known
      ? `${sentence} ${t('ui.failureReference', { id: data.requestId })}`
      : sentence
  }
}

/** Says in a notice what failed: for `onError` of a mutation. */
export function useFailureNotice(): (error: unknown) => void {
  const failureText = useFailureText()
  return (error) => {
    notifications.show({ color: 'red', message: failureText(error) })
  }
}
