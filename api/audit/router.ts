import { z } from 'zod'
import { staff, trpc } from '#api/trpc'
import { AuditFilterInput, auditPeople, readAudit } from './read-audit.ts'

export const auditRouter = trpc.router({
  /** Who did what, newest first; there is no way to change it. */
  list: staff
    .input(AuditFilterInput.extend({ before: z.number().int().positive().optional() }))
    .query(({ ctx, input }) => readAudit(ctx.headwater, ctx.caller, input)),
  people: staff.query(({ ctx }) => auditPeople(ctx.headwater, ctx.caller)),
})
