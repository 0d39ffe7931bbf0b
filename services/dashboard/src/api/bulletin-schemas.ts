import { AUDIENCES } from '@waylight/contracts/audiences';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import * as v from 'valibot';
import { completenessMonthSchema } from './completeness.ts';
import { answerSchema, explainSchema } from './schemas.ts';

/** Includes the requested periods, which a caption names. */
const figureAnswerSchema = v.object({
  ...answerSchema.entries,
  from: v.optional(v.string()),
  to: v.optional(v.string()),
});
export type FigureAnswer = v.InferOutput<typeof figureAnswerSchema>;

/** Bulletins in requests and responses of /v1/bulletins; see docs/reading-api.md. */

export { AUDIENCES };
export const PRESENTATIONS = ['table', 'bars', 'line', 'map', 'matrix'] as const;
const STATUSES = ['draft', 'submitted', 'approved', 'frozen'] as const;

const bindingSchema = v.object({
  name: v.string(),
  table: v.string(),
  period: v.string(),
  coordinates: v.record(v.string(), v.string()),
});
export type Binding = v.InferOutput<typeof bindingSchema>;

const blockSchema = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string() }),
  v.object({
    kind: v.literal('figure'),
    question: v.record(v.string(), v.string()),
    presentation: v.picklist(PRESENTATIONS),
    caption: v.string(),
  }),
  v.object({ kind: v.literal('late-and-corrections'), table: v.string(), period: v.string() }),
  v.object({ kind: v.literal('completeness') }),
  v.object({ kind: v.literal('method') }),
  v.object({ kind: v.literal('attribution') }),
  v.object({ kind: v.literal('footnotes') }),
]);
export type Block = v.InferOutput<typeof blockSchema>;

export const contentSchema = v.object({
  title: v.string(),
  language: v.picklist(LANGUAGES),
  audience: v.picklist(AUDIENCES),
  period: v.string(),
  blocks: v.array(blockSchema),
  bindings: v.array(bindingSchema),
});
export type BulletinContent = v.InferOutput<typeof contentSchema>;

const numberSchema = v.object({
  binding: v.string(),
  value: v.number(),
  base: v.number(),
  release: v.string(),
});
const partSchema = v.union([v.object({ text: v.string() }), numberSchema]);
export type Part = v.InferOutput<typeof partSchema>;

const lateSchema = v.object({
  coords: v.record(v.string(), v.string()),
  value: v.number(),
  roundingAtMost: v.number(),
});
export type LateNumber = v.InferOutput<typeof lateSchema>;

const methodSchema = v.omit(explainSchema, ['attribution', 'footnotes']);
export type MethodLine = v.InferOutput<typeof methodSchema>;

const resolvedBlockSchema = v.variant('kind', [
  v.object({ kind: v.literal('text'), parts: v.array(partSchema) }),
  v.object({
    kind: v.literal('figure'),
    presentation: v.picklist(PRESENTATIONS),
    caption: v.array(partSchema),
    answer: v.nullable(figureAnswerSchema),
    /** Completeness in its months; absent if no release contains it. */
    silent: v.optional(v.array(completenessMonthSchema)),
  }),
  v.object({
    kind: v.literal('completeness'),
    nodes: v.array(
      v.object({ country: v.string(), freshness: v.picklist(['under a day', 'under a week', 'older']) }),
    ),
    /** Absent if no release for the bulletin's readers contains it. */
    reporting: v.optional(v.array(completenessMonthSchema)),
  }),
  v.object({
    kind: v.literal('late-and-corrections'),
    table: v.string(),
    period: v.string(),
    late: v.nullable(v.array(lateSchema)),
  }),
  v.object({ kind: v.literal('method'), of: v.array(methodSchema) }),
  v.object({ kind: v.literal('attribution'), lines: v.array(v.string()) }),
  v.object({ kind: v.literal('footnotes'), lines: v.array(v.string()) }),
]);
export type ResolvedBlock = v.InferOutput<typeof resolvedBlockSchema>;

const documentSchema = v.object({
  title: v.array(partSchema),
  language: v.picklist(LANGUAGES),
  audience: v.picklist(AUDIENCES),
  period: v.string(),
  /** Notices that must be shown with the data. */
  notice: v.optional(v.string()),
  blocks: v.array(resolvedBlockSchema),
  releases: v.array(v.string()),
});
export type BulletinDocument = v.InferOutput<typeof documentSchema>;

const findingSchema = v.object({
  kind: v.picklist(['number', 'date', 'place']),
  path: v.string(),
  at: v.number(),
  length: v.number(),
  text: v.string(),
});
export type Finding = v.InferOutput<typeof findingSchema>;

const summary = {
  id: v.string(),
  title: v.string(),
  organisation: v.string(),
  version: v.number(),
  status: v.picklist(STATUSES),
};

export const bulletinsSchema = v.object({
  drafts: v.array(
    v.object({
      ...summary,
      audience: v.picklist(AUDIENCES),
      period: v.string(),
      changedAt: v.string(),
    }),
  ),
  frozen: v.array(
    v.object({ ...summary, audience: v.picklist(AUDIENCES), period: v.string(), frozenAt: v.string() }),
  ),
});

export const bulletinSchema = v.object({
  ...summary,
  at: v.string(),
  content: v.optional(contentSchema),
  document: documentSchema,
  digest: v.string(),
  findings: v.optional(v.array(findingSchema)),
  problems: v.optional(
    v.array(
      v.object({
        path: v.string(),
        at: v.optional(v.number()),
        message: v.string(),
        reason: v.string(),
        name: v.optional(v.string()),
      }),
    ),
  ),
  isOwnVersion: v.optional(v.boolean()),
});
export type Bulletin = v.InferOutput<typeof bulletinSchema>;

export const commandedSchema = v.object({ changed: v.boolean(), bulletin: bulletinSchema });
export const removedSchema = v.object({ removed: v.boolean() });
