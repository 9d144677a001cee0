import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '#web/trpc.ts'
import { RequestFailure, useFailureText } from '#web/ui/failure.ts'
import type { ImportKind } from './search-params.ts'

export interface Upload {
  readonly file: File
  readonly kind: ImportKind
  readonly createMissing: readonly string[]
  readonly savedMapping?: string | null
  /** How the columns of this one file become fields. */
  readonly mapping?: object
}

/** Sends a file to be checked; what went wrong is said, and the file stays chosen. */
export function useUpload(onUploaded: (importId: number, upload: Upload) => void) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureText = useFailureText()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const send = async (upload: Upload) => {
    setBusy(true)
    setProblem(null)
    const query = new URLSearchParams({ kind: upload.kind })
    if (upload.savedMapping) query.set('savedMapping', upload.savedMapping)
    if (upload.createMissing.length > 0) query.set('createMissing', upload.createMissing.join(','))
    const body = new FormData()
    if (upload.mapping) body.set('mapping', JSON.stringify(upload.mapping))
    body.set('file', upload.file)
    try {
      const response = await fetch(`/files/imports?${query}`, { method: 'POST', body })
      const answer = (await response.json()) as { importId?: number; message?: string }
      if (!response.ok || answer.importId === undefined)
        throw new RequestFailure(response.status, answer.message)
      await queryClient.invalidateQueries({ queryKey: trpc.imports.pathKey() })
      onUploaded(answer.importId, upload)
    } catch (error) {
      setProblem(t('imports.uploadFailed', { message: failureText(error) }))
    } finally {
      setBusy(false)
    }
  }
  return { send, isBusy, problem }
}
