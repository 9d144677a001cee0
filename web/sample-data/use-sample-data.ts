import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'

const POLL_MILLISECONDS = 1000

export type SampleDataUse = ReturnType<typeof useSampleData>

/** The sample company: whether it is here, and what is being done about it. Everything shown is asked anew at the end. */
export function useSampleData() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const onError = useFailureNotice()
  const { data } = useQuery({
    ...trpc.sampleData.state.queryOptions(),
    refetchInterval: (query) => (query.state.data?.underWay ? POLL_MILLISECONDS : false),
  })
  const underWay = data?.underWay ?? null
  const before = useRef(underWay)
  useEffect(() => {
    if (before.current !== null && underWay === null) void queryClient.invalidateQueries()
    before.current = underWay
  }, [underWay, queryClient])
  const askAgain = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.sampleData.state.queryKey() }),
    onError,
  }
  const load = useMutation(trpc.sampleData.load.mutationOptions(askAgain))
  const remove = useMutation(trpc.sampleData.remove.mutationOptions(askAgain))
  return { state: data ?? null, load, remove }
}
