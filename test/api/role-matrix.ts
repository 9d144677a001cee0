type Who = 'everyone' | 'planner' | 'analyst' | 'supplier' | 'owner'

const SIGNED_IN: readonly Who[] = ['planner', 'analyst', 'supplier', 'owner']
const OWNER: readonly Who[] = ['owner']

/** Who may call what: a new procedure does not pass the tests until it stands here. */
export const PROCEDURE_ROLES: Readonly<Record<string, readonly Who[]>> = {
  'session.current': ['everyone'],
  'live.changes': SIGNED_IN,
  'tokens.list': SIGNED_IN,
  'tokens.issue': SIGNED_IN,
  'tokens.revoke': SIGNED_IN,
  'expectations.products': OWNER,
  'expectations.impact': OWNER,
  'expectations.expect': OWNER,
}
