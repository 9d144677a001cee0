import { Anchor, Button, Checkbox, FileInput, Group, Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { type ImportKind, KINDS } from './search-params.ts'
import { type Upload, useUpload } from './use-upload.ts'

const CREATABLE = ['items', 'owners', 'locations'] as const

/** A template, a file, a check. Uploading writes nothing to the ledger. */
export function UploadForm(props: {
  kind: ImportKind
  onKind: (kind: ImportKind) => void
  onUploaded: (importId: number, upload: Upload) => void
}) {
  const { t, i18n } = useTranslation()
  const trpc = useTRPC()
  const { kind } = props
  const mappings = useQuery(trpc.imports.mappings.queryOptions())
  const [file, setFile] = useState<File | null>(null)
  const [mapping, setMapping] = useState<string | null>(null)
  const [createMissing, setCreateMissing] = useState<string[]>([])
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const { send, isBusy, problem } = useUpload((importId, upload) => {
    setFile(null)
    props.onUploaded(importId, upload)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file && !isBusy) void send({ file, kind, createMissing, savedMapping: mapping })
  }

  return (
    <Panel title={t('imports.upload')} foot={t('imports.emptyText')}>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="md">
          <Select
            size="sm"
            w={220}
            label={t('imports.kind')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => props.onKind(value as ImportKind)}
            data={KINDS.map((one) => ({ value: one, label: t(`imports.kind-${one}`) }))}
          />
          <Text size="sm" pb={6}>
            {t('imports.template')}{' '}
            {(['xlsx', 'csv'] as const).map((format) => (
              <Anchor
                key={format}
                className="plain-link"
                size="sm"
                mr={8}
                href={`/files/imports/templates/${kind}?format=${format}&language=${language}`}
                download
              >
                {format.toUpperCase()}
              </Anchor>
            ))}
          </Text>
          <FileInput
            size="sm"
            w={280}
            label={t('imports.file')}
            placeholder={t('imports.choose')}
            accept=".csv,.xlsx,.gz,.txt"
            clearable
            value={file}
            onChange={setFile}
          />
          {mappings.data && mappings.data.length > 0 ? (
            <Select
              size="sm"
              w={180}
              label={t('imports.mapping')}
              placeholder={t('imports.noMapping')}
              clearable
              value={mapping}
              onChange={setMapping}
              data={mappings.data.filter((saved) => saved.kind === kind).map((saved) => saved.name)}
            />
          ) : null}
          <Checkbox.Group
            label={t('imports.createMissing')}
            value={createMissing}
            onChange={setCreateMissing}
          >
            <Group gap="sm" h={36}>
              {CREATABLE.map((what) => (
                <Checkbox key={what} value={what} label={t(`imports.missing-${what}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Button type="submit" size="sm" disabled={!file} loading={isBusy}>
            {t('imports.check')}
          </Button>
        </Group>
        {problem ? (
          <Text size="sm" mt="sm" role="alert" style={{ color: 'var(--bad)' }}>
            {problem}
          </Text>
        ) : null}
      </form>
    </Panel>
  )
}
