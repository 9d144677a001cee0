import { afterEach, beforeEach } from 'vitest'
import type { ImportSummary } from '#api/ingest/schema'
import type { Headwater } from '#db/client'
import { system, testDatabase } from '#test/support/database'
import { makeMasters } from '#test/support/import-files'

/** A new database for each test with items I1, I2, owners O1, O2 and what `statements` add. */
export function companyPerTest(statements?: string) {
  let headwater: Headwater
  const query = async (text: string) =>
    headwater.asCaller(system, async (_, client) => (await client.query(text)).rows)
  beforeEach(async () => {
    headwater = await testDatabase()
    await makeMasters(headwater)
    if (statements) await query(statements)
  })
  afterEach(() => headwater.close())
  return {
    get headwater() {
      return headwater
    },
    query,
  }
}

/** First fault of a file as [line, column, value, fault]. */
export function firstFault({ firstFaults }: ImportSummary) {
  const { line, column, value, fault } = firstFaults[0]!
  return [line, column, value, fault]
}
