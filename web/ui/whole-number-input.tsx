import { NumberInput, type NumberInputProps } from '@mantine/core'

/** A count: whole, with thousands set apart. */
export function WholeNumberInput(props: NumberInputProps) {
  return <NumberInput allowDecimal={false} thousandSeparator="," {...props} />
}
