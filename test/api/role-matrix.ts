type Who = 'everyone' | 'planner' | 'analyst' | 'supplier' | 'owner'

const SIGNED_IN: readonly Who[] = ['planner', 'analyst', 'supplier', 'owner']
const PLANNER: readonly Who[] = ['planner']
const STAFF_OR_SUPPLIER: readonly Who[] = ['planner', 'analyst', 'supplier']
const OWNER: readonly Who[] = ['owner']
const STAFF: readonly Who[] = ['planner', 'analyst']

/** Who may call what: a new procedure does not pass the tests until it stands here. */
export const PROCEDURE_ROLES: Readonly<Record<string, readonly Who[]>> = {
  'session.current': ['everyone'],
  'live.changes': SIGNED_IN,
  'runs.list': STAFF,
  'runs.current': STAFF,
  'runs.get': STAFF,
  'runs.summary': STAFF,
  'runs.start': PLANNER,
  'runs.cancel': PLANNER,
  'publication.list': STAFF_OR_SUPPLIER,
  'publication.read': STAFF_OR_SUPPLIER,
  'publication.publish': PLANNER,
  'publication.reply': ['planner', 'supplier'],
  'publication.releaseBatches': PLANNER,
  'publication.releaseOrders': PLANNER,
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
  'imports.fields': STAFF,
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
  'campaigns.outlook': STAFF,
  'campaigns.promise': STAFF,
  'subscriptions.plans': STAFF,
  'accuracy.scores': STAFF,
  'accuracy.waterfall': STAFF,
  'accuracy.worstItems': STAFF,
}
