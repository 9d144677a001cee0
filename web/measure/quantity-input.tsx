import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useReadableUnit } from './counted-in.tsx'

/** A quantity is typed in the unit it is read in and told in base units: 2.5 kg as 2,500 grams. */
export function QuantityInput(
  props: Omit<NumberInputProps, 'value' | 'onChange' | 'min' | 'max'> & {
    /** base units */
    value: number | null
    onChange: (baseUnits: number | null) => void
    most?: number
  },
) {
  const { word, baseUnits } = useReadableUnit()
  const { value, onChange, most, ...rest } = props
  const isPlain = baseUnits === 1
  return (
    <NumberInput
      {...rest}
      min={0}
      {...(most === undefined ? {} : { max: most / baseUnits })}
      allowNegative={false}
      allowDecimal={!isPlain}
      decimalScale={Math.round(Math.log10(baseUnits))}
      {...(isPlain ? {} : { suffix: ` ${word}` })}
      value={value === null ? '' : value / baseUnits}
      onChange={(typed) => onChange(typeof typed === 'number' ? Math.round(typed * baseUnits) : null)}
    />
  )
}
