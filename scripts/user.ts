import { randomBytes } from 'node:crypto'
import { createAuthentication, ensureAccount } from '#api/session/authentication'
import { saveMembership } from '#db/membership'
import { InputFault, runCommand } from './command-line.ts'
import { dataFolder, openConfigured } from './open-database.ts'
import { signingSecret } from './start/secret.ts'

const help = `
Gives a person a sign-in and a role, or changes the role of one who has a sign-in.

  npm run --silent user -- --email lin@example.com --name "Lin" --role planner
  npm run --silent user -- --email chen@factory.example --name "Chen" --role supplier --supplier S-DOWN

--email E         sign-in
--name N          name shown
--role R          planner, analyst, supplier or owner
--supplier CODE   with --role supplier
--owner CODE      with --role owner
--password P      at least 10 characters; without it one is made and printed
`

/** In the audit trail: set from the command line. */
const CALLER = { role: 'system', userId: 'user' } as const

const options = {
  email: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  supplier: { type: 'string' },
  owner: { type: 'string' },
  password: { type: 'string' },
} as const

await runCommand(help, options, async (values) => {
  const { email, role } = values
  if (!email?.includes('@'))
    throw new InputFault(`--email must be an e-mail address; got ${email ?? 'nothing'}`)
  if (!role || !['planner', 'analyst', 'supplier', 'owner'].includes(role))
    throw new InputFault(`--role must be planner, analyst, supplier or owner; got ${role ?? 'nothing'}`)
  const password = values.password ?? randomBytes(12).toString('base64url')
  if (password.length < 10) throw new InputFault('--password must have at least 10 characters')
  const headwater = await openConfigured()
  try {
    const membership = await headwater.asCaller(CALLER, async (db) => {
      const supplier =
        role === 'supplier' &&
        (await db
          .selectFrom('supplier')
          .select('supplier_id as id')
          .where('code', '=', values.supplier ?? '')
          .executeTakeFirst())
      const owner =
        role === 'owner' &&
        (await db
          .selectFrom('shop_owner')
          .select('shop_owner_id as id')
          .where('code', '=', values.owner ?? '')
          .executeTakeFirst())
      if (role === 'supplier' && !supplier)
        throw new InputFault(`--supplier must be the code of a supplier; got ${values.supplier ?? 'nothing'}`)
      if (role === 'owner' && !owner)
        throw new InputFault(`--owner must be the code of a shop owner; got ${values.owner ?? 'nothing'}`)
      return { supplierId: supplier ? supplier.id : null, shopOwnerId: owner ? owner.id : null }
    })
    const authentication = createAuthentication({
      pool: headwater.authPool,
      secret: signingSecret(dataFolder()),
      baseUrl: 'http://127.0.0.1',
      trustedOrigins: [],
    })
    const userId = await ensureAccount(authentication, { name: values.name ?? email, email, password })
    await headwater.asCaller(CALLER, (db) => saveMembership(db, CALLER, { userId, role, ...membership }))
    process.stdout.write(
      `${JSON.stringify({ email, role, password: values.password ? undefined : password })}\n`,
    )
  } finally {
    await headwater.close()
  }
})
