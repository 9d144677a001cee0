import { Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from './focus-back.ts'

/** A double click is one wish: its second half comes before the first has made the form busy. */
const TWICE_MILLISECONDS = 600

/** A form over the page: Enter sends it once it is ready, Escape and Cancel leave it as it was. */
export function FormDialog(props: {
  title: string
  /** What the button that sends says. */
  action: string
  isReady: boolean
  isBusy: boolean
  onSend: () => void
  onClose: () => void
  size?: 'md' | 'lg' | 'xl'
  children: ReactNode
}) {
  const { t } = useTranslation()
  const lastSent = useRef(-TWICE_MILLISECONDS)
  useFocusBack()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'md'}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      transitionProps={{ duration: 0 }}
    >
      <form
        ref={startAtFirstField}
        onSubmit={(event) => {
          event.preventDefault()
          if (!props.isReady || props.isBusy || event.timeStamp - lastSent.current < TWICE_MILLISECONDS)
            return
          lastSent.current = event.timeStamp
          props.onSend()
        }}
      >
        <Stack gap="sm">
          {props.children}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('ui.cancel')}
            </Button>
            <Button type="submit" loading={props.isBusy} disabled={!props.isReady}>
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Where no field asks for the focus, the first one has it, instead of the button that closes. */
function startAtFirstField(form: HTMLFormElement | null): void {
  if (form?.querySelector('[data-autofocus]')) return
  form?.querySelector('input, textarea')?.setAttribute('data-autofocus', '')
}
