import { rmSync } from 'node:fs'
import path from 'node:path'
import { customerHash } from '#api/ingest/customer-hash'
import { customerKey } from '#api/ingest/customer-key'
import { recordAudit } from '#db/audit'
import { eraseCustomer } from '#db/erasure'
import { InputFault, runCommand } from './command-line.ts'
import { dataFolder, openConfigured } from './open-database.ts'

const help = `
Forgets a customer: their keyed hash is removed from every subscription, and uploaded files are deleted.

  npm run --silent erase -- --customer C-1024

--customer NAME   the customer as the imported files named them
Numbers stay: quantities never carried a name. Backups made before still hold the hash; delete them too.
`

await runCommand(help, { customer: { type: 'string' } }, async ({ customer }) => {
  if (!customer)
    throw new InputFault('--customer NAME is missing: name the customer as in the imported files')
  const hash = customerHash(customer, customerKey(dataFolder()))
  const headwater = await openConfigured()
  try {
    const subscriptions = await headwater.asMaintenance(async (db) => {
      const erased = await eraseCustomer(db, hash)
      await recordAudit(
        db,
        { role: 'system', userId: 'erase' },
        { action: 'customer.erase', subject: 'subscription', after: { erased } },
      )
      return erased
    })
    rmSync(path.join(dataFolder(), 'uploads'), { recursive: true, force: true })
    process.stdout.write(`${JSON.stringify({ subscriptions })}\n`)
  } finally {
    await headwater.close()
  }
})
