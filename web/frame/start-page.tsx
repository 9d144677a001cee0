import { Link, Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#web/ui/state.tsx'
import { START_PAGE } from './navigation.tsx'
import { useSession } from './session.tsx'

export function StartPage() {
  const session = useSession()
  return <Navigate to={START_PAGE[session.role]} replace />
}

export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('ui.notFoundTitle')}
      text={t('ui.notFoundText')}
      action={
        <Link className="plain-link" to="/">
          {t('ui.back')}
        </Link>
      }
    />
  )
}
