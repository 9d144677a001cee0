import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
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
  if (query.isError)
    return <FailedState onRetry={() => void query.refetch()} detail={failureText(query.error)} />
  if (!query.data) return <LoadingState />
  const { user, role } = query.data
  if (!user || !role) return <SignInPage session={query.data} />
  return <SessionContext value={{ ...query.data, user, role }}>{props.children}</SessionContext>
}
