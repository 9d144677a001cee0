import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#db/client'
import { embeddedClient, joinEmbedded } from '#db/embedded'

declare module 'vitest' {
  interface ProvidedContext {
    clusterFolder: string
    clusterHost: string
  }
}

/** One throw-away PostgreSQL for the whole run, with a migrated template that each test file copies. */
export default async function cluster(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hw-test-'))
  const server = await joinEmbedded(folder, {
    settings: ['fsync=off', 'synchronous_commit=off', 'max_connections=300'],
  })
  const template = await openDatabase({ dataFolder: folder, databaseName: 'template_headwater' })
  await template.close()
  const admin = new pg.Client(embeddedClient(server.host))
  await admin.connect()
  await admin.query('alter database template_headwater is_template true allow_connections false')
  await admin.end()
  project.provide('clusterFolder', folder)
  project.provide('clusterHost', server.host)
  return async () => {
    await server.leave()
    rmSync(folder, { recursive: true, force: true })
  }
}
