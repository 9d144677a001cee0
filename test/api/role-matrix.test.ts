import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appRouter } from '#api/router'
import type { Caller, Headwater } from '#db/client'
import { testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { PROCEDURE_ROLES } from './role-matrix.ts'

const WHO: Record<string, { caller: Caller | null; isSignedIn: boolean }> = {
  anonymous: { caller: null, isSignedIn: false },
  'without a role': { caller: null, isSignedIn: true },
  planner: { caller: { role: 'planner', userId: 'p' }, isSignedIn: true },
  analyst: { caller: { role: 'analyst', userId: 'a' }, isSignedIn: true },
  supplier: { caller: { role: 'supplier', userId: 's', supplierId: 987 }, isSignedIn: true },
  owner: { caller: { role: 'owner', userId: 'o', shopOwnerId: 987 }, isSignedIn: true },
}

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
})
afterAll(() => headwater.close())

async function refusal(
  path: string,
  who: { caller: Caller | null; isSignedIn: boolean },
): Promise<string | null> {
  let call: unknown = procedures(testServices(headwater), who.caller, who.isSignedIn)
  for (const part of path.split('.')) call = (call as Record<string, unknown>)[part]
  try {
    await (call as (input: unknown) => Promise<unknown>)({ '': 'no procedure takes this' })
    return null
  } catch (error) {
    const code = error instanceof TRPCError ? error.code : 'INTERNAL_SERVER_ERROR'
    return code === 'UNAUTHORIZED' || code === 'FORBIDDEN' ? code : null
  }
}

describe('every procedure × role', () => {
  it('the table names every procedure and no other', () => {
    expect(Object.keys(PROCEDURE_ROLES).sort()).toEqual(Object.keys(appRouter._def.procedures).sort())
  })
  it.each(Object.entries(PROCEDURE_ROLES))('%s is open to: %s', async (path, roles) => {
    for (const [name, who] of Object.entries(WHO)) {
      const isAllowed = roles.includes(name as never) || roles.includes('everyone' as never)
      expect([name, (await refusal(path, who)) === null]).toEqual([name, isAllowed])
    }
  })
})
