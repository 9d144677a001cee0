import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IconExport } from '#web/ui/icon.tsx'

const SHEETS = ['csv', 'xlsx'] as const
const LABEL = { csv: 'ui.downloadCsv', xlsx: 'ui.downloadXlsx', parquet: 'ui.downloadParquet' } as const

/** The file of what the page shows: same rows, same filter, same language. */
export function ReportLinks(props: {
  report: string
  filter?: Readonly<Record<string, unknown>>
  formats?: readonly (keyof typeof LABEL)[]
}) {
  const { t, i18n } = useTranslation()
  const address = (format: keyof typeof LABEL) => {
    const query = new URLSearchParams({ language: i18n.language })
    for (const [name, value] of Object.entries(props.filter ?? {}))
      if (value !== undefined && value !== null) query.set(name, String(value))
    return `/files/reports/${props.report}.${format}?${query}`
  }
  return (
    <>
      {(props.formats ?? SHEETS).map((format) => (
        <Button
          key={format}
          component="a"
          href={address(format)}
          download
          variant="default"
          leftSection={<IconExport size={14} />}
        >
          {t(LABEL[format])}
        </Button>
      ))}
    </>
  )
}
