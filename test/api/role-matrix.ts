type Who = 'everyone' | 'planner' | 'analyst' | 'supplier' | 'owner'

const SIGNED_IN: readonly Who[] = ['planner', 'analyst', 'supplier', 'owner']
const PLANNER: readonly Who[] = ['planner']
const OWNER: readonly Who[] = ['owner']
const STAFF: readonly Who[] = ['planner', 'analyst']

/** Who may call what: a new procedure does not pass the tests until it stands here. */
export const PROCEDURE_ROLES: Readonly<Record<string, readonly Who[]>> = {
  'session.current': ['everyone'],
  'live.changes': SIGNED_IN,
  'tokens.list': SIGNED_IN,
  'tokens.issue': SIGNED_IN,
  'tokens.revoke': SIGNED_IN,
  'imports.list': STAFF,
  'imports.get': STAFF,
  'imports.faults': STAFF,
  'imports.commit': PLANNER,
  'imports.reject': PLANNER,
  'imports.cancel': PLANNER,
  'imports.undo': PLANNER,
  'imports.mappings': STAFF,
  'imports.saveMapping': PLANNER,
  'expectations.products': OWNER,
  'expectations.impact': OWNER,
  'expectations.expect': OWNER,
  'demand.overview': STAFF,
  'demand.shownRun': STAFF,
  'demand.choices': STAFF,
  'items.demand': STAFF,
  'orderPlan.grid': STAFF,
  'batches.board': STAFF,
  'batches.strands': STAFF,
  'worklist.exceptions': STAFF,
  'worklist.orderVariances': STAFF,
  'campaigns.list': STAFF,
  'campaigns.days': STAFF,
  'subscriptions.plans': STAFF,
}
