import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Services, User } from '#api/context'
import type { Caller } from '#db/client'
import { memberCaller, tokenOwner } from '#db/membership'
import type { Authentication } from './authentication.ts'

const SYSTEM = { role: 'system', userId: 'sign-in' } as const

/** Who sends this request: by session cookie, or by `Authorization: Bearer hw_…` on the REST paths. */
export async function identify(
  services: Services,
  authentication: Authentication,
  headers: IncomingHttpHeaders,
): Promise<{ user: User | null; caller: Caller | null }> {
  const bearer = /^Bearer (hw_[\w-]{20,})$/.exec(headers.authorization ?? '')?.[1]
  if (bearer) return identifyToken(services, bearer)
  if (!headers.cookie?.includes('headwater.')) return { user: null, caller: null }
  const session = await authentication.api.getSession({ headers: new Headers({ cookie: headers.cookie }) })
  if (!session) return { user: null, caller: null }
  const user = { userId: session.user.id, name: session.user.name, email: session.user.email }
  const caller = await services.headwater.asCaller(SYSTEM, (db) => memberCaller(db, user.userId))
  return { user, caller }
}

async function identifyToken(services: Services, token: string) {
  const hash = createHash('sha256').update(token).digest()
  return services.headwater.asCaller(SYSTEM, async (db) => {
    const owner = await tokenOwner(db, hash, services.now())
    if (!owner) return { user: null, caller: null }
    const user = { userId: owner.userId, name: 'API', email: '' }
    return { user, caller: await memberCaller(db, owner.userId) }
  })
}
