import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

const print = window.matchMedia('print')

/** Whether the page is being printed: then nothing may stay outside the window, such as rows not scrolled to. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => print.matches)
}

// The browser takes the page as it is right after the event: what changes must be drawn before.
function subscribe(notify: () => void): () => void {
  const drawNow = () => flushSync(notify)
  print.addEventListener('change', drawNow)
  return () => print.removeEventListener('change', drawNow)
}
