/** Database roles of one installation. Roles are cluster-wide, so an installation has a prefix of its own. */
export const ROLE_NAMES = ['planner', 'analyst', 'supplier', 'owner', 'system'] as const
export type RoleName = (typeof ROLE_NAMES)[number]

export function roleName(prefix: string, role: RoleName | 'application' | 'jobs' | 'auth'): string {
  return `${prefix}_${role}`
}

/** A prefix from a database name: letters, digits and underscores, at most 40 bytes. */
export function rolePrefixFor(database: string): string {
  return `headwater_${database.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`.slice(0, 40)
}
