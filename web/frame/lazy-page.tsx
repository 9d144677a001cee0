import { type ErrorComponentProps, lazyRouteComponent, useRouter } from '@tanstack/react-router'
import { FailedState } from '#web/ui/state.tsx'

/**
 * A page that is loaded when it is first opened. After an update of the server its file has another name: then the
 * browser starts anew. A server that does not answer is no reason to, since that would take the whole screen away.
 */
export const lazyPage: typeof lazyRouteComponent = (importer, name) =>
  lazyRouteComponent(
    () =>
      importer().catch(async (error) => {
        const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
        throw answer?.ok ? error : new Error('The server does not answer.', { cause: error })
      }),
    name,
  )

/** In place of a page that could not be loaded or drawn; the frame around it stays. */
export function PageFailed(props: ErrorComponentProps) {
  const router = useRouter()
  const again = async () => {
    await router.invalidate()
    props.reset()
  }
  return <FailedState onRetry={() => void again()} />
}
