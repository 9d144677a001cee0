import { MantineThemeProvider, Notification } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'

/** Notices of what was done, each with a named button that takes it away. */
export function Notices() {
  const { t } = useTranslation()
  return (
    <MantineThemeProvider
      inherit
      theme={{
        components: {
          Notification: Notification.extend({
            defaultProps: { closeButtonProps: { 'aria-label': t('ui.close') } },
          }),
        },
      }}
    >
      <Notifications position="bottom-right" />
    </MantineThemeProvider>
  )
}
