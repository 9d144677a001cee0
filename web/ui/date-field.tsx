import { TextInput, type TextInputProps } from '@mantine/core'

/** A day, as an ISO date; empty while none is chosen. */
export function DateField(
  props: Omit<TextInputProps, 'type' | 'value' | 'onChange'> & {
    value: string
    onChange: (date: string) => void
  },
) {
  const { onChange, ...rest } = props
  return <TextInput type="date" onChange={(event) => onChange(event.currentTarget.value)} {...rest} />
}
