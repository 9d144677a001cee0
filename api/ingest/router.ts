import { z } from 'zod'
import { Refusal } from '#api/errors'
import { planning, staff, trpc } from '#api/trpc'
import { savedMappings, saveMapping } from '#db/ingest'
import { cancelImport } from './cancel-import.ts'
import { rejectImport } from './commit-import.ts'
import { UnreadableFile } from './import-fault.ts'
import { IMPORT_KINDS } from './import-field.ts'
import { findImport, importFaults, listImports } from './list-imports.ts'
import { parseMapping } from './mapping.ts'
import { runCommit, tell } from './run-import.ts'
import { undoImport } from './undo-import.ts'

const ImportId = z.object({ importId: z.number().int().positive() })

/** Imports: a file is uploaded at POST /files/imports, checked, then committed, rejected or undone here. */
export const ingestRouter = trpc.router({
  list: staff
    .input(
      z.object({ limit: z.number().int().min(1).max(200).default(50), before: z.number().int().optional() }),
    )
    .query(({ ctx, input }) =>
      listImports(ctx.headwater, ctx.caller, {
        limit: input.limit,
        ...(input.before === undefined ? {} : { before: input.before }),
      }),
    ),
  get: staff.input(ImportId).query(async ({ ctx, input }) => {
    const summary = await findImport(ctx.headwater, ctx.caller, input.importId)
    if (!summary) throw new Refusal('not-found', `There is no import ${input.importId}.`)
    return summary
  }),
  faults: staff
    .input(
      ImportId.extend({
        limit: z.number().int().min(1).max(1000).default(100),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .query(({ ctx, input }) => importFaults(ctx.headwater, ctx.caller, input.importId, input)),
  commit: planning
    .input(ImportId.extend({ acceptsValid: z.boolean().default(false) }))
    .mutation(async ({ ctx, input }) => {
      const summary = await findImport(ctx.headwater, ctx.caller, input.importId)
      if (!summary) throw new Refusal('not-found', `There is no import ${input.importId}.`)
      if (summary.state !== 'checked' || summary.isDryRun)
        throw new Refusal(
          'conflict',
          `Import ${input.importId} is ${summary.state}; only a checked file can be committed.`,
        )
      runCommit(ctx, input.importId, input.acceptsValid).catch((error) =>
        process.stderr.write(`import ${input.importId}: ${error}\n`),
      )
      return { importId: input.importId }
    }),
  reject: planning.input(ImportId).mutation(async ({ ctx, input }) => {
    const summary = await rejectImport(ctx.headwater, ctx.user.userId, input.importId)
    await tell(ctx, input.importId)
    return summary
  }),
  cancel: planning.input(ImportId).mutation(async ({ ctx, input }) => ({
    isCancelling: await cancelImport(ctx.headwater, ctx.user.userId, input.importId),
  })),
  undo: planning.input(ImportId).mutation(async ({ ctx, input }) => {
    const undone = await undoImport(ctx.headwater, ctx.user.userId, input.importId)
    if (undone.undone) await tell(ctx, undone.undoImportId)
    return undone
  }),
  mappings: staff.query(({ ctx }) => ctx.headwater.asCaller(ctx.caller, (db) => savedMappings(db))),
  saveMapping: planning
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        kind: z.enum(IMPORT_KINDS as [string, ...string[]]),
        mapping: z.unknown(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const kind = input.kind as (typeof IMPORT_KINDS)[number]
      try {
        parseMapping(input.mapping, kind)
      } catch (error) {
        if (error instanceof UnreadableFile) throw new Refusal('invalid-input', error.message)
        throw error
      }
      await ctx.headwater.asCaller(ctx.caller, (db) =>
        saveMapping(db, {
          name: input.name,
          kind,
          mapping: input.mapping as object,
          createdBy: ctx.user.userId,
        }),
      )
    }),
})
