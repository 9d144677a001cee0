import {
  Button,
  CopyButton,
  Group,
  Modal,
  NumberInput,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import type { Recipient } from './upstream-lines.tsx'

const USUAL_DAYS = 14
const MOST_DAYS = 92

/** Makes the link; it is shown once. The token stands behind the #, which browsers do not send along. */
export function UpstreamShare(props: {
  recipient: Recipient
  lines: readonly { materialCode: string; needWeek: string }[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const name = useName()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const [validDays, setValidDays] = useState<number | string>(USUAL_DAYS)
  const [note, setNote] = useState('')
  const share = useMutation(
    trpc.upstream.share.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.upstream.sheets.queryKey() }),
      onError: failureNotice,
    }),
  )
  const address = share.data ? `${window.location.origin}/upstream#${share.data.token}` : null
  if (address !== null) return <UpstreamLink address={address} {...props} />
  return (
    <FormDialog
      title={t('upstream.shareTitle')}
      action={t('upstream.create')}
      isReady={Number(validDays) >= 1 && Number(validDays) <= MOST_DAYS}
      isBusy={share.isPending}
      onSend={() =>
        share.mutate({
          materialSupplierId: props.recipient.materialSupplierId,
          lines: [...props.lines],
          validDays: Number(validDays),
          ...(note.trim() ? { note: note.trim() } : {}),
        })
      }
      onClose={props.onClose}
    >
      <Text size="sm">
        {name(props.recipient)} · {t('upstream.lines')} {props.lines.length}
      </Text>
      <NumberInput
        label={t('upstream.validDays')}
        min={1}
        max={MOST_DAYS}
        decimalScale={0}
        value={validDays}
        onChange={setValidDays}
      />
      <Textarea
        label={t('upstream.noteLabel')}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function UpstreamLink(props: { address: string; recipient: Recipient; onClose: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('upstream.shareTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('upstream.created', { name: name(props.recipient) })}</Text>
        <TextInput
          label={t('upstream.link')}
          value={props.address}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="flex-end">
          <CopyButton value={props.address}>
            {({ copied, copy }) => (
              <Button onClick={copy}>{t(copied ? 'upstream.copied' : 'upstream.copy')}</Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={props.onClose}>
            {t('ui.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
