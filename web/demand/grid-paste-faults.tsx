import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Measure } from '#web/measure/measure.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import { useFocusBack } from '#web/ui/focus-back.ts'
import { DataTable } from '#web/ui/table.tsx'
import type { PasteFault } from './grid-paste.ts'

/** Every cell of a block that could not be taken: row, week, value, rule. */
export function GridPasteFaults(props: { faults: readonly PasteFault[]; onClose: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  useFocusBack()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('grid.pasteFaultsTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('grid.pasteFaultsText', { count: props.faults.length })}</Text>
        <DataTable
          label={t('grid.pasteFaultsTitle')}
          rows={props.faults}
          rowKey={(fault) => `${fault.row}/${fault.week ?? ''}/${fault.text}`}
          maxHeight="50vh"
          columns={[
            {
              id: 'row',
              header: t('grid.blockRow'),
              align: 'end',
              cell: ({ row }) => <Measure of="bucket-count" value={row} />,
            },
            {
              id: 'item',
              header: t('planning.item'),
              width: 220,
              cell: ({ line }) => <div className="clip">{line?.kind === 'item' ? name(line.item) : '–'}</div>,
            },
            { id: 'week', header: t('ui.week'), cell: ({ week }) => <Week of={week ?? null} /> },
            { id: 'value', header: t('grid.value'), cell: ({ text }) => <code>{text.slice(0, 40)}</code> },
            { id: 'rule', header: t('grid.rule'), wraps: true, cell: ({ rule }) => t(`grid.rule-${rule}`) },
          ]}
        />
        <Group justify="flex-end">
          <Button onClick={props.onClose}>{t('ui.close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
