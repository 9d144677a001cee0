import path from 'node:path'
import { type Headwater, openDatabase } from '#db/client'

/** Where this installation keeps its data: HEADWATER_DATA, else `.data` in the project folder. */
export function dataFolder(): string {
  return path.resolve(process.env.HEADWATER_DATA ?? path.join(import.meta.dirname, '../.data'))
}

/** The database of this installation, migrated: DATABASE_URL when set, else the embedded server, joined or started. */
export function openConfigured(): Promise<Headwater> {
  return openDatabase({ dataFolder: dataFolder(), databaseUrl: process.env.DATABASE_URL || undefined })
}
