import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { readWholeNumber } from '#web/ui/whole-number.ts'

export type EditEnd = 'down' | 'up' | 'right' | 'left' | 'stay'

/** The text of one cell while it is edited: Enter and Tab take it, Escape leaves the cell as it was. */
export function GridEditor(props: {
  label: string
  start: string
  onCommit: (quantity: number, end: EditEnd) => void
  onCancel: () => void
  onFault: (message: string | null) => void
}) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const isOver = useRef(false)
  const take = (end: EditEnd) => {
    const text = input.current?.value ?? ''
    const read = readWholeNumber(text)
    if ('fault' in read) {
      props.onFault(t('grid.notTaken', { value: text, rule: t(`grid.rule-${read.fault}`) }))
      input.current?.setAttribute('aria-invalid', 'true')
      return false
    }
    isOver.current = true
    props.onCommit(read.value, end)
    return true
  }
  const cancel = () => {
    isOver.current = true
    props.onFault(null)
    props.onCancel()
  }
  return (
    <input
      ref={input}
      className="grid-editor"
      aria-label={props.label}
      inputMode="numeric"
      // biome-ignore lint/a11y/noAutofocus: the cell that is being edited had the focus
      autoFocus
      defaultValue={props.start}
      onFocus={(event) => {
        if (props.start.length > 1) event.currentTarget.select()
      }}
      onInput={(event) => {
        event.currentTarget.removeAttribute('aria-invalid')
        props.onFault(null)
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') cancel()
        else if (event.key === 'Enter' || event.key === 'Tab') {
          event.preventDefault()
          take(event.key === 'Enter' ? (event.shiftKey ? 'up' : 'down') : event.shiftKey ? 'left' : 'right')
        }
      }}
      onBlur={() => {
        if (!isOver.current && !take('stay')) props.onCancel()
      }}
    />
  )
}
