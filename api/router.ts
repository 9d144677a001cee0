import { accuracyRouter } from './accuracy/router.ts'
import { auditRouter } from './audit/router.ts'
import { batchesRouter } from './batches/router.ts'
import { bullwhipRouter } from './bullwhip/router.ts'
import { quotesRouter } from './campaigns/quotes-router.ts'
import { campaignsRouter } from './campaigns/router.ts'
import { upstreamRouter } from './campaigns/upstream-router.ts'
import { customersRouter } from './customers/router.ts'
import { demandRouter } from './demand/router.ts'
import { expectationsRouter } from './expectations/router.ts'
import { findRouter } from './find/router.ts'
import { forecastRouter } from './forecast/router.ts'
import { ingestRouter } from './ingest/router.ts'
import { itemsRouter } from './items/router.ts'
import { liveRouter } from './live/router.ts'
import { orderPlanRouter } from './order-plan/router.ts'
import { publicationRouter } from './publication/router.ts'
import { runsRouter } from './runs/router.ts'
import { sampleDataRouter } from './sample-data/router.ts'
import { sessionRouter } from './session/router.ts'
import { subscriptionsRouter } from './subscriptions/router.ts'
import { supplierRouter } from './supplier/router.ts'
import { tokensRouter } from './tokens/router.ts'
import { trpc } from './trpc.ts'
import { viewsRouter } from './views/router.ts'
import { worklistRouter } from './worklist/router.ts'

export const appRouter = trpc.router({
  session: sessionRouter,
  live: liveRouter,
  runs: runsRouter,
  sampleData: sampleDataRouter,
  publication: publicationRouter,
  supplier: supplierRouter,
  tokens: tokensRouter,
  imports: ingestRouter,
  customers: customersRouter,
  expectations: expectationsRouter,
  demand: demandRouter,
  find: findRouter,
  forecast: forecastRouter,
  items: itemsRouter,
  orderPlan: orderPlanRouter,
  batches: batchesRouter,
  worklist: worklistRouter,
  bullwhip: bullwhipRouter,
  campaigns: campaignsRouter,
  quotes: quotesRouter,
  upstream: upstreamRouter,
  subscriptions: subscriptionsRouter,
  accuracy: accuracyRouter,
  audit: auditRouter,
  views: viewsRouter,
})

export type AppRouter = typeof appRouter
