import { AUDIENCES } from '@waylight/contracts/audiences';
import { explainSchema } from '@waylight/presentation';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import * as z from 'zod/mini';
import { completenessMonthSchema } from './completeness.ts';
import { answerSchema } from './schemas.ts';

/** Includes the requested periods, which a caption names. */
const figureAnswerSchema = z.extend(answerSchema, {
  from: z.optional(z.string()),
  to: z.optional(z.string()),
});
export type FigureAnswer = z.output<typeof figureAnswerSchema>;

/** Bulletins in requests and responses of /v1/bulletins; see docs/integration.md. */

export { AUDIENCES };
export const PRESENTATIONS = ['table', 'bars', 'line', 'map', 'matrix'] as const;
const STATUSES = ['draft', 'submitted', 'approved', 'frozen'] as const;

const bindingSchema = z.object({
  name: z.string(),
  table: z.string(),
  period: z.string(),
  coordinates: z.record(z.string(), z.string()),
});
export type Binding = z.output<typeof bindingSchema>;

const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('figure'),
    question: z.record(z.string(), z.string()),
    presentation: z.enum(PRESENTATIONS),
    caption: z.string(),
  }),
  z.object({ kind: z.literal('late-and-corrections'), table: z.string(), period: z.string() }),
  z.object({ kind: z.literal('completeness') }),
  z.object({ kind: z.literal('method') }),
  z.object({ kind: z.literal('attribution') }),
  z.object({ kind: z.literal('footnotes') }),
]);
export type Block = z.output<typeof blockSchema>;

export const contentSchema = z.object({
  title: z.string(),
  language: z.enum(LANGUAGES),
  audience: z.enum(AUDIENCES),
  period: z.string(),
  blocks: z.array(blockSchema),
  bindings: z.array(bindingSchema),
});
export type BulletinContent = z.output<typeof contentSchema>;

const numberSchema = z.object({
  binding: z.string(),
  value: z.number(),
  base: z.number(),
  release: z.string(),
});
const partSchema = z.union([z.object({ text: z.string() }), numberSchema]);
export type Part = z.output<typeof partSchema>;

const lateSchema = z.object({
  coords: z.record(z.string(), z.string()),
  value: z.number(),
  roundingAtMost: z.number(),
});
export type LateNumber = z.output<typeof lateSchema>;

const methodSchema = z.omit(explainSchema, { attribution: true, footnotes: true });
export type MethodLine = z.output<typeof methodSchema>;

const resolvedBlockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), parts: z.array(partSchema) }),
  z.object({
    kind: z.literal('figure'),
    presentation: z.enum(PRESENTATIONS),
    caption: z.array(partSchema),
    answer: z.nullable(figureAnswerSchema),
    /** Completeness in its months; absent if no release contains it. */
    silent: z.optional(z.array(completenessMonthSchema)),
  }),
  z.object({
    kind: z.literal('completeness'),
    nodes: z.array(
      z.object({ country: z.string(), freshness: z.enum(['under a day', 'under a week', 'older']) }),
    ),
    /** Absent if no release for the bulletin's readers contains it. */
    reporting: z.optional(z.array(completenessMonthSchema)),
  }),
  z.object({
    kind: z.literal('late-and-corrections'),
    table: z.string(),
    period: z.string(),
    late: z.nullable(z.array(lateSchema)),
  }),
  z.object({ kind: z.literal('method'), of: z.array(methodSchema) }),
  z.object({ kind: z.literal('attribution'), lines: z.array(z.string()) }),
  z.object({ kind: z.literal('footnotes'), lines: z.array(z.string()) }),
]);
export type ResolvedBlock = z.output<typeof resolvedBlockSchema>;

const documentSchema = z.object({
  title: z.array(partSchema),
  language: z.enum(LANGUAGES),
  audience: z.enum(AUDIENCES),
  period: z.string(),
  /** Notices that must be shown with the data. */
  notice: z.optional(z.string()),
  blocks: z.array(resolvedBlockSchema),
  releases: z.array(z.string()),
});
export type BulletinDocument = z.output<typeof documentSchema>;

const findingSchema = z.object({
  kind: z.enum(['number', 'date', 'place']),
  path: z.string(),
  at: z.number(),
  length: z.number(),
  text: z.string(),
});
export type Finding = z.output<typeof findingSchema>;

const summary = {
  id: z.string(),
  title: z.string(),
  organisation: z.string(),
  version: z.number(),
  status: z.enum(STATUSES),
};

export const bulletinsSchema = z.object({
  drafts: z.array(
    z.object({
      ...summary,
      audience: z.enum(AUDIENCES),
      period: z.string(),
      changedAt: z.string(),
    }),
  ),
  frozen: z.array(
    z.object({ ...summary, audience: z.enum(AUDIENCES), period: z.string(), frozenAt: z.string() }),
  ),
});

export const bulletinSchema = z.object({
  ...summary,
  at: z.string(),
  content: z.optional(contentSchema),
  document: documentSchema,
  digest: z.string(),
  findings: z.optional(z.array(findingSchema)),
  problems: z.optional(
    z.array(
      z.object({
        path: z.string(),
        at: z.optional(z.number()),
        message: z.string(),
        reason: z.string(),
        name: z.optional(z.string()),
      }),
    ),
  ),
  isOwnVersion: z.optional(z.boolean()),
});
export type Bulletin = z.output<typeof bulletinSchema>;

export const commandedSchema = z.object({ changed: z.boolean(), bulletin: bulletinSchema });
export const removedSchema = z.object({ removed: z.boolean() });
