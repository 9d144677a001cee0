import type { CSSProperties, ReactNode, Ref } from 'react'

/** A scrolling region that the keyboard can reach and a screen reader can name. */
export function ScrollRegion(props: {
  label: string
  children: ReactNode
  style?: CSSProperties | undefined
  ref?: Ref<HTMLElement>
  className?: string
}) {
  return (
    <section
      ref={props.ref}
      className={props.className ?? 'table-scroll'}
      style={props.style}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without a tab stop a keyboard cannot scroll it
      tabIndex={0}
      aria-label={props.label}
    >
      {props.children}
    </section>
  )
}
