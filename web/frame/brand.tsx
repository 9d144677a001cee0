import { Group, Text } from '@mantine/core'

export function Brand() {
  return (
    <Group gap={8} wrap="nowrap">
      <svg width={24} height={24} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="#17646c" />
        <path
          d="M6 9c4 0 4 4 8 4s4-4 8-4h4M6 16c4 0 4 4 8 4s4-4 8-4h4M6 23c4 0 4 3 8 3s4-3 8-3h4"
          fill="none"
          stroke="#fff"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
      </svg>
      <Text fw={600} size="md" component="span">
        Headwater
      </Text>
    </Group>
  )
}
