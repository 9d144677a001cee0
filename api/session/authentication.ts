import { betterAuth } from 'better-auth'
import type pg from 'pg'

export interface AuthenticationOptions {
  readonly pool: pg.Pool
  readonly secret: string
  readonly baseUrl: string
  readonly trustedOrigins: readonly string[]
}

/** E-mail and password. Nobody signs up by themselves: accounts come from an administrator or the demo company. */
export function createAuthentication(options: AuthenticationOptions) {
  return betterAuth({
    baseURL: options.baseUrl,
    basePath: '/api/auth',
    secret: options.secret,
    database: options.pool,
    trustedOrigins: [...options.trustedOrigins],
    telemetry: { enabled: false },
    logger: { level: 'error' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: 7 * 24 * 3600, cookieCache: { enabled: true, maxAge: 60 } },
    rateLimit: {
      enabled: true,
      window: 10,
      max: 200,
      customRules: { '/sign-in/email': { window: 60, max: 30 } },
    },
    advanced: {
      useSecureCookies: options.baseUrl.startsWith('https:'),
      cookiePrefix: 'headwater',
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
  })
}

export type Authentication = ReturnType<typeof createAuthentication>

/** Creates the account, or returns the one that has this e-mail. */
export async function ensureAccount(
  authentication: Authentication,
  account: { name: string; email: string; password: string },
): Promise<string> {
  const context = await authentication.$context
  const email = account.email.toLowerCase()
  const existing = await context.internalAdapter.findUserByEmail(email)
  if (existing) return existing.user.id
  const user = await context.internalAdapter.createUser(
    { name: account.name, email, emailVerified: true },
    { method: 'email-password' },
  )
  await context.internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await context.password.hash(account.password),
  })
  return user.id
}
