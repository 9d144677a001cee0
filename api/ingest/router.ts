import { z } from 'zod'
import { Refusal } from '#api/errors'
import { planning, staff, trpc } from '#api/trpc'
import { savedMappings, saveMapping } from '#db/ingest'
import { cancelImport } from './cancel-import.ts'
import { commitImport, rejectImport } from './commit-import.ts'
import { UnreadableFile } from './import-fault.ts'
import { IMPORT_KINDS, importFields } from './import-field.ts'
import { findImport, importFaults, listImports } from './list-imports.ts'
import { parseMapping } from './mapping.ts'
import { postRows } from './post-rows.ts'
import { ImportSummary, Kind, Undone, WordedFault } from './schema.ts'
import { undoImport } from './undo-import.ts'

const ImportId = z.object({ importId: z.coerce.number().int().positive() })
const tags = ['imports']

/** Imports: a file is uploaded at POST /files/imports, checked, then committed, rejected or undone here. */
export const ingestRouter = trpc.router({
  list: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/imports',
        summary: 'Lists imports, newest first',
        tags,
        protect: true,
      },
    })
    .input(
      z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.coerce.number().int().positive().optional(),
      }),
    )
    .output(z.array(ImportSummary))
    .query(({ ctx, input }) => listImports(ctx.headwater, ctx.caller, input)),
  get: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/imports/{importId}',
        summary: 'Reads the state of one import, its counts and first faults',
        tags,
        protect: true,
      },
    })
    .input(ImportId)
    .output(ImportSummary)
    .query(async ({ ctx, input }) => {
      const summary = await findImport(ctx.headwater, ctx.caller, input.importId)
      if (!summary) throw new Refusal('not-found', `There is no import ${input.importId}.`)
      return summary
    }),
  faults: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/imports/{importId}/faults',
        summary: 'Lists the faults of an import in words, by line and column',
        tags,
        protect: true,
      },
    })
    .input(
      ImportId.extend({
        limit: z.coerce.number().int().min(1).max(1000).default(100),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
    .output(z.array(WordedFault))
    .query(({ ctx, input }) => importFaults(ctx.headwater, ctx.caller, input.importId, input)),
  commit: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/imports/{importId}/commit',
        summary: 'Takes a checked import into the ledger',
        tags,
        protect: true,
      },
    })
    .input(ImportId.extend({ acceptsValid: z.boolean().default(false) }))
    .output(z.object({ importId: z.number() }))
    .mutation(async ({ ctx, input }) => {
      const summary = await findImport(ctx.headwater, ctx.caller, input.importId)
      if (!summary) throw new Refusal('not-found', `There is no import ${input.importId}.`)
      if (summary.state !== 'checked' || summary.isDryRun)
        throw new Refusal(
          'conflict',
          `Import ${input.importId} is ${summary.state}; only a checked file can be committed.`,
        )
      commitImport(ctx.headwater, ctx.user.userId, input.importId, input).catch((error) =>
        process.stderr.write(`import ${input.importId}: ${error}\n`),
      )
      return { importId: input.importId }
    }),
  post: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/ledger/{kind}',
        summary: 'Posts rows of one kind to the ledger without a file; all of them or none',
        tags: ['ledger'],
        protect: true,
      },
    })
    .input(
      z.object({
        kind: Kind,
        source: z.string().trim().min(1).max(80).optional(),
        rows: z
          .array(z.record(z.string(), z.union([z.string().max(2000), z.number(), z.null()])))
          .min(1)
          .max(20_000),
      }),
    )
    .output(ImportSummary)
    .mutation(({ ctx, input }) => postRows(ctx, input)),
  reject: planning.input(ImportId).mutation(async ({ ctx, input }) => {
    const summary = await findImport(ctx.headwater, ctx.caller, input.importId)
    if (!summary) throw new Refusal('not-found', `There is no import ${input.importId}.`)
    if (summary.state !== 'checked' || summary.finishedAt !== null)
      throw new Refusal(
        'conflict',
        `Import ${input.importId} is ${summary.state}; only a checked file can be rejected.`,
      )
    return rejectImport(ctx.headwater, ctx.user.userId, input.importId)
  }),
  cancel: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/imports/{importId}/cancel',
        summary: 'Stops an import that is being checked or committed',
        tags,
        protect: true,
      },
    })
    .input(ImportId)
    .output(z.object({ isCancelling: z.boolean() }))
    .mutation(async ({ ctx, input }) => ({
      isCancelling: await cancelImport(ctx.headwater, ctx.user.userId, input.importId),
    })),
  undo: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/imports/{importId}/undo',
        summary: 'Reverses a committed import; its rows can then be imported again',
        tags,
        protect: true,
      },
    })
    .input(ImportId)
    .output(Undone)
    .mutation(({ ctx, input }) => undoImport(ctx.headwater, ctx.user.userId, input.importId)),
  fields: staff.input(z.object({ kind: Kind })).query(({ input }) =>
    Object.entries(importFields(input.kind)).map(([name, field]) => ({
      name,
      type: field.type,
      isRequired: field.isRequired === true,
      choices: field.type === 'choice' ? [...field.choices] : [],
    })),
  ),
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
