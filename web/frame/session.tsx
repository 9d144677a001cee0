import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { failureCode, useFailureText } from '#web/ui/failure.ts'
import { FailedState, LoadingState } from '#web/ui/state.tsx'
import { SignInAgain, SignInPage } from './sign-in.tsx'

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
  const queryClient = useQueryClient()
  const failureText = useFailureText()
  const query = useQuery(trpc.session.current.queryOptions())
  const current = query.data
  // The same object as long as nothing changed: a new one would render every reader, and navigate again.
  const session = useMemo(
    (): Session | null =>
      current?.user && current.role ? { ...current, user: current.user, role: current.role } : null,
    [current],
  )
  const last = useRef<Session | null>(null)
  const [isRefused, setRefused] = useSessionRefused()
  if (!current) {
    last.current = null
    return query.isError ? (
      <FailedState onRetry={() => void query.refetch()} detail={failureText(query.error)} />
    ) : (
      <LoadingState />
    )
  }
  if (session) last.current = session
  const shown = last.current
  if (!shown) return <SignInPage session={current} />
  const goOn = async (email: string) => {
    if (email === shown.user.email) await queryClient.invalidateQueries()
    else await queryClient.resetQueries()
    setRefused(false)
  }
  return (
    <SessionContext value={shown}>
      {props.children}
      {session && !isRefused ? null : (
        <SignInAgain email={shown.user.email} onSignedIn={(email) => void goOn(email)} />
      )}
    </SessionContext>
  )
}

/** Whether a request was refused because the session has ended since the page was opened. */
function useSessionRefused() {
  const queryClient = useQueryClient()
  const [isRefused, setRefused] = useState(false)
  useEffect(() => {
    const heed = (event: { type: string; action?: { type: string; error?: unknown } }) => {
      if (event.type === 'updated' && event.action?.type === 'error')
        if (failureCode(event.action.error) === 'UNAUTHORIZED') setRefused(true)
    }
    const forget = [
      queryClient.getMutationCache().subscribe((event) => heed(event as never)),
      queryClient.getQueryCache().subscribe((event) => heed(event as never)),
    ]
    return () => {
      for (const end of forget) end()
    }
  }, [queryClient])
  return [isRefused, setRefused] as const
}
