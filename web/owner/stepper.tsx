import { ActionIcon, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A field between a button for less and one for more, each large enough for a thumb. */
export function Stepper(props: {
  /** What is counted, where several fields stand together. */
  of?: string
  value: number
  step: number
  most: number
  onChange: (value: number) => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const { value, step, most, onChange } = props
  const named = (word: string) => (props.of === undefined ? word : `${word} ${props.of}`)
  return (
    <Group gap={6} wrap="nowrap">
      <ActionIcon
        size={44}
        variant="default"
        aria-label={named(t('owner.less'))}
        onClick={() => onChange(Math.max(0, value - step))}
      >
        −
      </ActionIcon>
      {props.children}
      <ActionIcon
        size={44}
        variant="default"
        aria-label={named(t('owner.more'))}
        onClick={() => onChange(Math.min(most, value + step))}
      >
        +
      </ActionIcon>
    </Group>
  )
}
