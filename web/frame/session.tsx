import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { FailedState, LoadingState } from '#web/ui/state.tsx'
import { SignInPage } from './sign-in.tsx'

type Current = Outputs['session']['current']
export type Session = Current & { user: NonNullable<Current['user']>; role: NonNullable<Current['role']> }
export type Role = Session['role']

const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is used outside SessionGate')
  return session
}

/** Nothing is shown before the server has said who asks; whoever signs in stays at the address they came for. */
export function SessionGate(props: { children: ReactNode }) {
  const trpc = useTRPC()
  const failureText = useFailureText()
  const query = useQuery(trpc.session.current.queryOptions())
  const current = query.data
  // The same object as long as nothing changed: a new one would render every reader, and navigate again.
  const session = useMemo(
    (): Session | null =>
      current?.user && current.role ? { ...current, user: current.user, role: current.role } : null,
    [current],
  )
  if (query.isError)
    return <FailedState onRetry={() => void query.refetch()} detail={failureText(query.error)} />
  if (!current) return <LoadingState />
  if (!session) return <SignInPage session={current} />
  return <SessionContext value={session}>{props.children}</SessionContext>
}
