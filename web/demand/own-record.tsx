import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '#web/trpc.ts'

/** How the reader's own small changes came out so far; nothing before the first is judged. */
export function OwnRecord() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const { data } = useQuery(trpc.demand.smallChangeRecord.queryOptions())
  return data && data.tried > 0 ? <span> {t('override.ownRecord', data)}</span> : null
}
