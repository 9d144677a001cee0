import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Headwater, openDatabase } from '#db/client'
import { embeddedClient } from '#db/embedded'

/** A fresh migrated database of its own; close it in afterAll. */
export async function testDatabase(): Promise<Headwater & { databaseName: string }> {
  const databaseName = `t_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  const admin = new pg.Client(embeddedClient(inject('clusterHost')))
  await admin.connect()
  try {
    await admin.query(`create database ${databaseName} template template_headwater strategy wal_log`)
    // A copy has the schemas of the template but not the rights on the database itself.
    await admin.query(`grant create on database ${databaseName} to headwater_jobs`)
  } finally {
    await admin.end()
  }
  const headwater = await openDatabase({ dataFolder: inject('clusterFolder'), databaseName, poolSize: 5 })
  return { ...headwater, databaseName }
}

/** Rights of a planner, an analyst, a job and so on, for tests. */
export const planner = { role: 'planner', userId: 'test-planner' } as const
export const analyst = { role: 'analyst', userId: 'test-analyst' } as const
export const system = { role: 'system', userId: 'test-job' } as const
export const supplier = (supplierId: number) =>
  ({ role: 'supplier', userId: 'test-supplier', supplierId }) as const
export const shopOwner = (shopOwnerId: number) =>
  ({ role: 'owner', userId: 'test-owner', shopOwnerId }) as const
