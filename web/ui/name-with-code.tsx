import type { ReactNode } from 'react'

/** A name that may be cut short, and its code, which never is: sizes of one product differ by it alone. */
export function NameWithCode(props: { name: ReactNode; code: ReactNode }) {
  return (
    <span className="name-with-code">
      <span className="clip" ref={tellWhole}>
        {props.name}
      </span>{' '}
      <span className="soft">{props.code}</span>
    </span>
  )
}

/** Pointing at a text that is cut short tells the whole. */
function tellWhole(shown: HTMLElement | null): void {
  if (shown) shown.title = shown.textContent ?? ''
}
