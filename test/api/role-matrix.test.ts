import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REPORT_NAMES } from '#api/reports/report-filter'
import { restDocument } from '#api/rest'
import { appRouter } from '#api/router'
import type { Caller, Headwater } from '#db/client'
import { system, testDatabase } from '#test/support/database'
import { procedures, testServer, testServices } from '#test/support/server'
import { OPEN_PAGE } from '#web/frame/layout.tsx'
import { mayVisit } from '#web/frame/navigation.tsx'
import { router } from '#web/router.tsx'
import { FILE_ROLES, PAGE_ROLES, PROCEDURE_ROLES } from './role-matrix.ts'

const WHO: Record<string, { caller: Caller | null; isSignedIn: boolean }> = {
  anonymous: { caller: null, isSignedIn: false },
  'without a role': { caller: null, isSignedIn: true },
  planner: { caller: { role: 'planner', userId: 'p' }, isSignedIn: true },
  analyst: { caller: { role: 'analyst', userId: 'a' }, isSignedIn: true },
  supplier: { caller: { role: 'supplier', userId: 's', supplierId: 987 }, isSignedIn: true },
  owner: { caller: { role: 'owner', userId: 'o', shopOwnerId: 987 }, isSignedIn: true },
}

const ROLES = ['planner', 'analyst', 'supplier', 'owner'] as const

let headwater: Headwater
let server: Awaited<ReturnType<typeof testServer>>
const cookies = new Map<string, string>([['anonymous', '']])
beforeAll(async () => {
  headwater = await testDatabase()
  server = await testServer(testServices(headwater))
  await headwater.asCaller(system, async (db) => {
    await db
      .insertInto('supplier')
      .values({ supplier_id: 987, code: 'S', name_zh: '厂', name_en: 'Works' })
      .execute()
    await db.insertInto('shop_owner').values({ shop_owner_id: 987, code: 'O', name: '店主' }).execute()
  })
  for (const role of ROLES) {
    const ids =
      role === 'supplier' ? { supplierId: 987 } : role === 'owner' ? { shopOwnerId: 987 } : undefined
    cookies.set(role, (await server.signIn(role, ids)).cookie)
  }
})
afterAll(async () => {
  await server.app.close()
  await headwater.close()
})

/** Names of those whom the server does not turn away: neither 401 nor 403. */
async function letIn(method: 'GET' | 'POST', url: string): Promise<string[]> {
  const names: string[] = []
  for (const [name, cookie] of cookies) {
    const { statusCode } = await server.app.inject({
      method,
      url,
      headers: {
        host: 'localhost',
        cookie,
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'POST' ? { payload: '{"no procedure takes this":1}' } : {}),
    })
    if (statusCode >= 500) throw new Error(`${method} ${url} as ${name}: ${statusCode}`)
    if (statusCode !== 401 && statusCode !== 403) names.push(name)
    else expect([name, statusCode]).toEqual([name, name === 'anonymous' ? 401 : 403])
  }
  return names
}

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

const restOperations = Object.entries(restDocument().paths ?? {}).flatMap(([path, operations]) =>
  (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
    const operationId = operations[method]?.operationId
    return operationId === undefined ? [] : [{ path, method: method.toUpperCase(), operationId }]
  }),
)

describe('every REST path × role', () => {
  it('the list is the one of the design: imports, ledger, runs, forecasts, plan, publications, replies, reports', () => {
    expect(restOperations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /forecasts',
      'GET /imports',
      'GET /imports/{importId}',
      'GET /imports/{importId}/faults',
      'GET /plan/batches',
      'GET /plan/orders',
      'GET /publications',
      'GET /publications/{publicationId}',
      'GET /reports/{name}.{format}',
      'GET /runs',
      'GET /runs/current',
      'GET /runs/{runId}',
      'GET /runs/{runId}/summary',
      'POST /expectations',
      'POST /imports',
      'POST /imports/{importId}/cancel',
      'POST /imports/{importId}/commit',
      'POST /imports/{importId}/undo',
      'POST /ledger/{kind}',
      'POST /plan/batches/release',
      'POST /plan/orders/release',
      'POST /publications',
      'POST /publications/{publicationId}/replies',
      'POST /runs',
      'POST /runs/{runId}/cancel',
    ])
  })
  const ofProcedures = restOperations.filter(
    ({ operationId }) => operationId.replace('-', '.') in PROCEDURE_ROLES,
  )
  it('every operation is a procedure of the table, or a file', () => {
    const others = restOperations.filter((operation) => !ofProcedures.includes(operation))
    expect(others.map(({ path }) => path).sort()).toEqual(['/imports', '/reports/{name}.{format}'])
  })
  it.each(ofProcedures)('$method $path', async ({ method, path, operationId }) => {
    const url = `/api/v1${path.replace('{kind}', 'owner-sales').replace(/\{\w+\}/, '999999')}`
    expect(await letIn(method as 'GET' | 'POST', url)).toEqual([
      ...PROCEDURE_ROLES[operationId.replace('-', '.')]!,
    ])
  })
})

describe('every file × role', () => {
  it('every report stands in the table', () => {
    const urls = FILE_ROLES.flatMap((file) => file.urls)
    for (const name of REPORT_NAMES) expect(urls).toContain(`/files/reports/${name}.csv`)
  })
  it.each(FILE_ROLES.flatMap(({ method, urls, roles }) => urls.map((url) => ({ method, url, roles }))))(
    '$method $url',
    async ({ method, url, roles }) => {
      expect(await letIn(method, url)).toEqual([...roles])
    },
  )
})

describe('every page × role', () => {
  it('every page stands in the table', () => {
    expect(Object.keys(PAGE_ROLES).sort()).toEqual(Object.keys(router.routesByPath).sort())
  })
  it('one page alone is read without signing in', () => {
    const open = Object.keys(PAGE_ROLES).filter((page) => PAGE_ROLES[page]!.includes('everyone'))
    expect(open).toEqual([OPEN_PAGE])
  })
  const ofRoles = Object.entries(PAGE_ROLES).filter(([page]) => page !== OPEN_PAGE)
  it.each(ofRoles)('%s is open to: %s', (page, roles) => {
    const path = page.replace(/\$\w+/, '1')
    expect(ROLES.filter((role) => mayVisit(role, path))).toEqual(ROLES.filter((role) => roles.includes(role)))
  })
})
