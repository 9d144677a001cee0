import { Select } from '@mantine/core'

export interface FilterChoice {
  readonly value: string
  readonly label: string
}

/** A filter that is one of a list or nothing; its value stands in the address. */
export function FilterSelect(props: {
  label: string
  /** What no choice means: all suppliers. */
  all: string
  value: string | number | undefined
  choices: readonly FilterChoice[]
  onChange: (value: string | undefined) => void
  width?: number
}) {
  return (
    <Select
      size="xs"
      w={props.width ?? 180}
      aria-label={props.label}
      placeholder={props.all}
      clearable
      searchable
      value={props.value === undefined ? null : String(props.value)}
      onChange={(value) => props.onChange(value ?? undefined)}
      data={[...props.choices]}
    />
  )
}
