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
  'publication.preview': PLANNER,
  'publication.get': STAFF_OR_SUPPLIER,
  'publication.publish': PLANNER,
  'publication.reply': ['planner', 'supplier'],
  'publication.releaseBatches': PLANNER,
  'publication.releaseOrders': PLANNER,
  'supplier.batches': STAFF_OR_SUPPLIER,
  'supplier.materials': STAFF_OR_SUPPLIER,
  'tokens.list': SIGNED_IN,
  'tokens.issue': SIGNED_IN,
  'tokens.revoke': SIGNED_IN,
  'imports.list': STAFF,
  'imports.get': STAFF,
  'imports.faults': STAFF,
  'imports.post': PLANNER,
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
  'forecast.list': STAFF,
  'items.demand': STAFF,
  'orderPlan.grid': STAFF,
  'orderPlan.list': STAFF,
  'batches.list': STAFF,
  'batches.board': STAFF,
  'batches.preview': STAFF,
  'batches.decide': PLANNER,
  'batches.undo': PLANNER,
  'batches.strands': STAFF,
  'worklist.exceptions': STAFF,
  'worklist.handle': PLANNER,
  'bullwhip.ratios': STAFF,
  'bullwhip.versions': STAFF,
  'bullwhip.estimate': STAFF,
  'campaigns.list': STAFF,
  'campaigns.days': STAFF,
  'campaigns.outlook': STAFF,
  'campaigns.promise': STAFF,
  'quotes.ofCampaign': STAFF,
  'quotes.ofSupplier': STAFF_OR_SUPPLIER,
  'quotes.request': PLANNER,
  'quotes.withdraw': PLANNER,
  'quotes.reply': ['planner', 'supplier'],
  'upstream.candidates': STAFF_OR_SUPPLIER,
  'upstream.sheets': STAFF_OR_SUPPLIER,
  'upstream.share': ['supplier'],
  'upstream.revoke': ['planner', 'supplier'],
  'upstream.open': ['everyone'],
  'subscriptions.plans': STAFF,
  'items.overrides': STAFF,
  'items.override': PLANNER,
  'accuracy.scores': STAFF,
  'accuracy.waterfall': STAFF,
  'accuracy.worstItems': STAFF,
}

/** Who may fetch or send which file, at each of its addresses. */
export const FILE_ROLES: readonly {
  readonly method: 'GET' | 'POST'
  readonly urls: readonly string[]
  readonly roles: readonly Who[]
}[] = [
  { method: 'POST', urls: ['/files/imports', '/api/v1/imports'], roles: PLANNER },
  { method: 'GET', urls: ['/files/imports/templates/owner-sales'], roles: SIGNED_IN },
  { method: 'GET', urls: ['/files/imports/1/failed-rows'], roles: STAFF },
  ...['demand', 'forecast', 'order-plan', 'batches', 'exceptions', 'accuracy'].map((name) => ({
    method: 'GET' as const,
    urls: [`/files/reports/${name}.csv`, `/api/v1/reports/${name}.xlsx`],
    roles: STAFF,
  })),
  {
    method: 'GET',
    urls: ['/files/reports/publication.csv', '/api/v1/reports/publication.xlsx'],
    roles: STAFF_OR_SUPPLIER,
  },
  {
    method: 'GET',
    urls: ['/files/reports/materials.csv', '/api/v1/reports/materials.xlsx'],
    roles: STAFF_OR_SUPPLIER,
  },
]

/** Whose navigation leads to which page; others are told that the page is not theirs. */
export const PAGE_ROLES: Readonly<Record<string, readonly Who[]>> = {
  '/': SIGNED_IN,
  '/account': SIGNED_IN,
  '/today': STAFF,
  '/demand': STAFF,
  '/demand/$item': STAFF,
  '/campaigns': STAFF,
  '/campaigns/$campaign': STAFF,
  '/subscriptions': STAFF,
  '/plan': STAFF,
  '/batches': STAFF,
  '/bullwhip': STAFF,
  '/accuracy': STAFF,
  '/reports': STAFF,
  '/import': PLANNER,
  '/supplier': STAFF_OR_SUPPLIER,
  '/supplier/batches': STAFF_OR_SUPPLIER,
  '/supplier/materials': STAFF_OR_SUPPLIER,
  '/supplier/upstream': STAFF_OR_SUPPLIER,
  '/upstream': ['everyone'],
  '/owner': OWNER,
}
