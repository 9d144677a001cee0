import { Navigate } from '@tanstack/react-router'
import { START_PAGE } from './navigation.tsx'
import { useSession } from './session.tsx'

export function StartPage() {
  const session = useSession()
  return <Navigate to={START_PAGE[session.role]} replace />
}
