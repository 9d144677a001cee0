import { z } from 'zod'
import { businessDate } from '#api/context'
import { open, trpc } from '#api/trpc'
import { hasMembers } from '#db/membership'
import { hasSampleData } from '#db/sample-data'
import { demoAccounts } from './demo-accounts.ts'

const SYSTEM = { role: 'system', userId: 'session' } as const

const Session = z.object({
  user: z.object({ name: z.string(), email: z.string() }).nullable(),
  role: z.enum(['planner', 'analyst', 'supplier', 'owner']).nullable(),
  supplierId: z.number().nullable(),
  shopOwnerId: z.number().nullable(),
  businessDate: z.string(),
  timeZone: z.string(),
  isDemo: z.boolean(),
  hasSampleData: z.boolean(),
  /** nobody has a role here yet, so nobody can sign in */
  lacksAccounts: z.boolean(),
  demoAccounts: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
})

export const sessionRouter = trpc.router({
  current: open.output(Session).query(async ({ ctx }) => ({
    user: ctx.user && { name: ctx.user.name, email: ctx.user.email },
    role: ctx.caller && ctx.caller.role !== 'system' ? ctx.caller.role : null,
    supplierId: ctx.caller?.role === 'supplier' ? ctx.caller.supplierId : null,
    shopOwnerId: ctx.caller?.role === 'owner' ? ctx.caller.shopOwnerId : null,
    businessDate: businessDate(ctx.now()),
    timeZone: 'Asia/Shanghai',
    isDemo: ctx.isDemo,
    hasSampleData: ctx.user !== null && (await ctx.headwater.asCaller(SYSTEM, hasSampleData)),
    lacksAccounts: ctx.user === null && !(await ctx.headwater.asCaller(SYSTEM, hasMembers)),
    demoAccounts:
      ctx.isDemo && !ctx.user
        ? demoAccounts.map(({ role, email, password }) => ({ role, email, password }))
        : [],
  })),
})
