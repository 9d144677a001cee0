import { Button, Group, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FILE_HEADERS } from '#api/wording/file-header'
import { type Outputs, useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { Loaded } from '#web/ui/state.tsx'
import { type Upload, useUpload } from './use-upload.ts'

type Field = Outputs['imports']['fields'][number]

/** How a foreign file may write its dates; empty: year first. */
const DAY_NUMBER = 'day-number'
const DATE_FORMATS = [
  '',
  'D/M/YYYY',
  'M/D/YYYY',
  'D.M.YYYY',
  'D/M/YYYY HH:mm',
  'M/D/YYYY HH:mm',
  DAY_NUMBER,
] as const

/** Says which column of a foreign file is which field, and checks the same file again. */
export function MappingForm(props: {
  upload: Upload
  headings: readonly string[]
  onUploaded: (importId: number, upload: Upload) => void
}) {
  const query = useQuery(useTRPC().imports.fields.queryOptions({ kind: props.upload.kind }))
  return (
    <Loaded query={query} rows={4}>
      {(fields) => <Columns {...props} fields={fields} />}
    </Loaded>
  )
}

function Columns(props: {
  upload: Upload
  headings: readonly string[]
  fields: readonly Field[]
  onUploaded: (importId: number, upload: Upload) => void
}) {
  const { t, i18n } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const { upload, headings, fields } = props
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const [chosen, setChosen] = useState<Readonly<Record<string, string | null>>>(() =>
    Object.fromEntries(fields.map(({ name }) => [name, headingOf(name, headings)])),
  )
  const [format, setFormat] = useState<string>('')
  const [name, setName] = useState('')
  const { send, isBusy, problem } = useUpload(props.onUploaded)
  const keep = useMutation(
    trpc.imports.saveMapping.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.imports.mappings.queryKey() }),
      onError: failureNotice,
    }),
  )
  const isReady = fields.every(({ name: field, isRequired }) => !isRequired || chosen[field])
  const check = async () => {
    const mapping = {
      kind: upload.kind,
      ...(name.trim() === '' ? {} : { source: name.trim() }),
      fields: Object.fromEntries(
        fields.flatMap(({ name: field, type }) => {
          const column = chosen[field]
          if (!column) return []
          const isDate = format !== '' && (type === 'date' || type === 'moment')
          return [[field, isDate ? { column, format } : column] as const]
        }),
      ),
    }
    if (name.trim() !== '')
      await keep.mutateAsync({ name: name.trim(), kind: upload.kind, mapping }).catch(() => undefined)
    await send({ ...upload, savedMapping: null, mapping })
  }
  const ordered = [...fields].sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && !isBusy) void check()
      }}
      aria-label={t('imports.whichColumn')}
      style={{ padding: '0 1rem 1rem' }}
    >
      <Text size="sm" fw={600}>
        {t('imports.whichColumn')}
      </Text>
      <Text size="xs" className="soft" mb="xs">
        {t('imports.whichColumnText', { file: upload.file.name })}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, md: 4 }} spacing="sm">
        {ordered.map((field) => (
          <Select
            key={field.name}
            size="xs"
            label={FILE_HEADERS[field.name]?.[language] ?? field.name}
            withAsterisk={field.isRequired}
            placeholder={t('imports.notInFile')}
            searchable
            clearable={!field.isRequired}
            value={chosen[field.name] ?? null}
            onChange={(column) => setChosen({ ...chosen, [field.name]: column })}
            data={[...new Set(headings)]}
          />
        ))}
      </SimpleGrid>
      <Group align="flex-end" gap="sm" mt="sm">
        <Select
          size="xs"
          w={200}
          label={t('imports.dateFormat')}
          allowDeselect={false}
          value={format}
          onChange={(value) => setFormat(value ?? '')}
          data={DATE_FORMATS.map((value) => ({
            value,
            label:
              value === '' ? t('imports.yearFirst') : value === DAY_NUMBER ? t('imports.dayNumber') : value,
          }))}
        />
        <TextInput
          size="xs"
          w={220}
          maxLength={80}
          label={t('imports.keepMapping')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={isBusy || keep.isPending} disabled={!isReady}>
          {t('imports.checkAgain')}
        </Button>
      </Group>
      {problem ? (
        <Text size="sm" mt="sm" role="alert" style={{ color: 'var(--bad)' }}>
          {problem}
        </Text>
      ) : null}
    </form>
  )
}

/** The column that is called as the template calls the field, in either language. */
function headingOf(field: string, headings: readonly string[]): string | null {
  const words = new Set(
    [field, ...Object.values(FILE_HEADERS[field] ?? {})].map((word) => word.toLowerCase()),
  )
  return headings.find((heading) => words.has(heading.toLowerCase())) ?? null
}
