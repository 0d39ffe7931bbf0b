import { AUDIENCES } from '@waylight/contracts/audiences';
import { explainSchema, sentencesSchema } from '@waylight/presentation';
import * as z from 'zod/mini';

// The content security policy of insights forbids `eval`, which zod would try; see `z.config` in its documentation.
z.config({ jitless: true });

/** Responses of the endpoints that pages use, as in /openapi.json. Unused fields are left out. */

export const sessionSchema = z.object({
  signIn: z.boolean(),
  /** Present if all data are of a trial. */
  trial: z.optional(z.literal(true)),
  role: z.enum(['public', 'analyst', 'authority', 'data-protection-officer', 'operator']),
  organisation: z.optional(z.string()),
  /** Full name of the organisation or authority. */
  name: z.optional(z.string()),
  /** For analysts: the nodes that receive the organisation's reports, with their origins for browsers. */
  nodes: z.optional(z.array(z.object({ country: z.string(), origin: z.optional(z.string()) }))),
  reads: z.enum(AUDIENCES),
  /** The same in each session of an account; absent for the public. */
  account: z.optional(z.string()),
  /** Name of the account at its provider. */
  accountName: z.optional(z.string()),
  csrfToken: z.optional(z.string()),
  endsAt: z.optional(z.string()),
});
export type Session = z.output<typeof sessionSchema>;

/** What an answer's numbers come from. */
export type Origin = Pick<Answer, 'layer' | 'unit' | 'asOf' | 'k'> & {
  /** Distinct periods of the cells; empty if they have none. */
  readonly periods: readonly string[];
};

export type Explain = z.output<typeof explainSchema> & {
  /** Added by `trendsQuery`, so that views can find the release of each number. */
  readonly origin?: Origin;
};

export const answerSchema = z.object({
  layer: z.enum(['reports', 'public-record']),
  unit: z.string(),
  by: z.array(z.string()),
  period: z.optional(z.string()),
  asOf: z.string(),
  /** Rounding base; undefined for exact numbers. */
  k: z.optional(z.number()),
  cells: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
  explain: explainSchema,
});
export type Answer = Omit<z.output<typeof answerSchema>, 'explain'> & { readonly explain: Explain };
/** A number with its codes by dimension and, if the reader may know them, its silence and completeness. */
export type Cell = Answer['cells'][number];

/** A release as in the list and in the event stream. */
export const listedReleaseSchema = z.object({
  id: z.string(),
  table: z.string(),
  period: z.string(),
  audience: z.string(),
  k: z.number(),
});
/** The next numbers for the reader, by the plan. */
export const nextNumbersSchema = z.object({
  period: z.string(),
  day: z.string(),
  needsApproval: z.boolean(),
});

export const releasesSchema = z.object({
  releases: z.array(listedReleaseSchema),
  next: z.optional(nextNumbersSchema),
});

export const releasePlanSchema = z.object({
  paragraphs: z.array(z.string()),
  /** Each paragraph sentence by sentence. */
  sentences: z.array(sentencesSchema),
  plan: z.looseObject({
    version: z.number(),
    base: z.number(),
    from: z.string(),
    tables: z.array(z.looseObject({ id: z.string() })),
  }),
});

export const aboutSchema = z.object({
  organisations: z.array(z.object({ id: z.string(), name: z.string() })),
  contact: z.optional(z.string()),
});

export const statusSchema = z.object({
  at: z.string(),
  nodes: z.array(
    z.object({ country: z.string(), freshness: z.enum(['under a day', 'under a week', 'older']) }),
  ),
});
export type Status = z.output<typeof statusSchema>;

export const signedOutSchema = z.object({ signOutUrl: z.optional(z.string()) });

/** The fields of problem details (RFC 9457) that pages use. */
export const problemSchema = z.object({
  status: z.number(),
  detail: z.optional(z.string()),
  /** Code of the reason; `detail` is its English text. */
  reason: z.optional(z.string()),
  errors: z.optional(
    z.array(
      z.object({
        path: z.string(),
        message: z.string(),
        reason: z.optional(z.string()),
        name: z.optional(z.string()),
      }),
    ),
  ),
  /** Version and status of a bulletin that another person has changed. */
  current: z.optional(z.object({ version: z.number(), status: z.string() })),
  faultId: z.optional(z.string()),
});
export type ProblemDetails = z.output<typeof problemSchema>;

/** The response to a question that no released table answers. */
export const noAnswerSchema = z.object({
  why: z.string(),
  nearest: z.optional(
    z.object({
      tableId: z.string(),
      question: z.optional(
        z.object({
          layer: z.string(),
          unit: z.string(),
          by: z.array(z.string()),
          period: z.optional(z.string()),
        }),
      ),
    }),
  ),
});
export type Nearest = NonNullable<z.output<typeof noAnswerSchema>['nearest']>;
