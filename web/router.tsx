import { createRootRoute, createRoute, createRouter, notFound } from '@tanstack/react-router'
import { accuracySearch } from './accuracy/search-params.ts'
import { auditSearch } from './audit/search-params.ts'
import { batchesSearch } from './batches/search-params.ts'
import { bullwhipSearch } from './bullwhip/search-params.ts'
import { campaignSearch } from './campaigns/campaign-search-params.ts'
import { campaignsSearch } from './campaigns/search-params.ts'
import { gridSearch } from './demand/grid-search-params.ts'
import { itemSearch } from './demand/item-search-params.ts'
import { demandSearch } from './demand/search-params.ts'
import { Layout, OPEN_PAGE } from './frame/layout.tsx'
import { lazyPage, PageFailed } from './frame/lazy-page.tsx'
import { StartPage } from './frame/start-page.tsx'
import { importSearch } from './import/search-params.ts'
import { ownerSearch } from './owner/search-params.ts'
import { planSearch } from './plan/search-params.ts'
import { subscriptionsSearch } from './subscriptions/search-params.ts'
import { supplierBatchesSearch } from './supplier/batches-search-params.ts'
import { capacitySearch } from './supplier/capacity-search-params.ts'
import { materialsSearch } from './supplier/materials-search-params.ts'
import { supplierSearch } from './supplier/search-params.ts'
import { upstreamSearch } from './supplier/upstream-search-params.ts'
import { todaySearch } from './today/search-params.ts'
import { NotFoundState } from './ui/state.tsx'

/** What no page can stand under is not found, instead of asked of the server. */
function requireNumber(parameter: string): void {
  if (!/^\d{1,9}$/.test(parameter)) throw notFound()
}

const root = createRootRoute({ component: Layout, notFoundComponent: NotFoundState })

const start = createRoute({ getParentRoute: () => root, path: '/', component: StartPage })
const demand = createRoute({
  getParentRoute: () => root,
  path: '/demand',
  validateSearch: demandSearch,
  component: lazyPage(() => import('./demand/demand-page.tsx'), 'DemandPage'),
})
const demandGrid = createRoute({
  getParentRoute: () => root,
  path: '/demand/grid',
  validateSearch: gridSearch,
  component: lazyPage(() => import('./demand/grid-page.tsx'), 'GridPage'),
})
const item = createRoute({
  getParentRoute: () => root,
  path: '/demand/$item',
  beforeLoad: ({ params }) => requireNumber(params.item),
  validateSearch: itemSearch,
  component: lazyPage(() => import('./demand/item-page.tsx'), 'ItemPage'),
})

const plan = createRoute({
  getParentRoute: () => root,
  path: '/plan',
  validateSearch: planSearch,
  component: lazyPage(() => import('./plan/plan-page.tsx'), 'PlanPage'),
})

const today = createRoute({
  getParentRoute: () => root,
  path: '/today',
  validateSearch: todaySearch,
  component: lazyPage(() => import('./today/today-page.tsx'), 'TodayPage'),
})
const batches = createRoute({
  getParentRoute: () => root,
  path: '/batches',
  validateSearch: batchesSearch,
  component: lazyPage(() => import('./batches/batches-page.tsx'), 'BatchesPage'),
})
const campaigns = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  validateSearch: campaignsSearch,
  component: lazyPage(() => import('./campaigns/campaigns-page.tsx'), 'CampaignsPage'),
})
const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$campaign',
  beforeLoad: ({ params }) => requireNumber(params.campaign),
  validateSearch: campaignSearch,
  component: lazyPage(() => import('./campaigns/campaign-page.tsx'), 'CampaignPage'),
})
const subscriptions = createRoute({
  getParentRoute: () => root,
  path: '/subscriptions',
  validateSearch: subscriptionsSearch,
  component: lazyPage(() => import('./subscriptions/subscriptions-page.tsx'), 'SubscriptionsPage'),
})
const bullwhip = createRoute({
  getParentRoute: () => root,
  path: '/bullwhip',
  validateSearch: bullwhipSearch,
  component: lazyPage(() => import('./bullwhip/bullwhip-page.tsx'), 'BullwhipPage'),
})
const owner = createRoute({
  getParentRoute: () => root,
  path: '/owner',
  validateSearch: ownerSearch,
  component: lazyPage(() => import('./owner/owner-page.tsx'), 'OwnerPage'),
})

const supplier = createRoute({
  getParentRoute: () => root,
  path: '/supplier',
  validateSearch: supplierSearch,
  component: lazyPage(() => import('./supplier/supplier-page.tsx'), 'SupplierPage'),
})
const supplierBatches = createRoute({
  getParentRoute: () => root,
  path: '/supplier/batches',
  validateSearch: supplierBatchesSearch,
  component: lazyPage(() => import('./supplier/batches-page.tsx'), 'SupplierBatchesPage'),
})
const supplierCapacity = createRoute({
  getParentRoute: () => root,
  path: '/supplier/capacity',
  validateSearch: capacitySearch,
  component: lazyPage(() => import('./supplier/capacity-page.tsx'), 'SupplierCapacityPage'),
})
const upstream = createRoute({
  getParentRoute: () => root,
  path: '/supplier/upstream',
  validateSearch: upstreamSearch,
  component: lazyPage(() => import('./supplier/upstream-page.tsx'), 'UpstreamPage'),
})
const upstreamReader = createRoute({
  getParentRoute: () => root,
  path: OPEN_PAGE,
  component: lazyPage(() => import('./supplier/upstream-reader-page.tsx'), 'UpstreamReaderPage'),
})
const supplierMaterials = createRoute({
  getParentRoute: () => root,
  path: '/supplier/materials',
  validateSearch: materialsSearch,
  component: lazyPage(() => import('./supplier/materials-page.tsx'), 'SupplierMaterialsPage'),
})
const imports = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: importSearch,
  component: lazyPage(() => import('./import/import-page.tsx'), 'ImportPage'),
})

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyPage(() => import('./reports/reports-page.tsx'), 'ReportsPage'),
})

const accuracy = createRoute({
  getParentRoute: () => root,
  path: '/accuracy',
  validateSearch: accuracySearch,
  component: lazyPage(() => import('./accuracy/accuracy-page.tsx'), 'AccuracyPage'),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyPage(() => import('./audit/audit-page.tsx'), 'AuditPage'),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyPage(() => import('./account/account-page.tsx'), 'AccountPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    account,
    today,
    demand,
    demandGrid,
    item,
    plan,
    batches,
    campaigns,
    campaign,
    subscriptions,
    bullwhip,
    owner,
    supplier,
    supplierBatches,
    upstream,
    upstreamReader,
    supplierMaterials,
    supplierCapacity,
    imports,
    reports,
    accuracy,
    audit,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
