import { AUDIENCES } from '@waylight/contracts/audiences';
import type { ExplanationDocument } from '@waylight/presentation';
import * as v from 'valibot';

/** Responses of the endpoints that pages use, as in /openapi.json. Unused fields are left out. */

/** Messages in reading order; see `ExplanationMessage` in trends.proto. */
const sentencesSchema = v.array(v.object({ code: v.string(), args: v.record(v.string(), v.string()) }));

export const explainSchema = v.object({
  unit: v.string(),
  source: v.string(),
  rounding: v.string(),
  method: v.string(),
  attribution: v.array(v.string()),
  footnotes: v.array(v.string()),
  /** The first four texts as messages. */
  sentences: v.object({
    unit: sentencesSchema,
    source: sentencesSchema,
    rounding: sentencesSchema,
    method: sentencesSchema,
  }),
}) satisfies v.GenericSchema<ExplanationDocument>;

export const sessionSchema = v.object({
  signIn: v.boolean(),
  /** Present if all data are of a trial. */
  trial: v.optional(v.literal(true)),
  role: v.picklist(['public', 'analyst', 'authority', 'data-protection-officer', 'operator']),
  organisation: v.optional(v.string()),
  /** Full name of the organisation or authority. */
  name: v.optional(v.string()),
  /** For analysts: the nodes that receive the organisation's reports, with their origins for browsers. */
  nodes: v.optional(v.array(v.object({ country: v.string(), origin: v.optional(v.string()) }))),
  reads: v.picklist(AUDIENCES),
  /** The same in each session of an account; absent for the public. */
  account: v.optional(v.string()),
  /** Name of the account at its provider. */
  accountName: v.optional(v.string()),
  csrfToken: v.optional(v.string()),
  endsAt: v.optional(v.string()),
});
export type Session = v.InferOutput<typeof sessionSchema>;

/** What an answer's numbers come from. */
export type Origin = Pick<Answer, 'layer' | 'unit' | 'asOf' | 'k'> & {
  /** Distinct periods of the cells; empty if they have none. */
  readonly periods: readonly string[];
};

export type Explain = v.InferOutput<typeof explainSchema> & {
  /** Added by `trendsQuery`, so that views can find the release of each number. */
  readonly origin?: Origin;
};

/** Replaces a union, which describes each mismatch with its first member. An answer has thousands of values. */
const cellValueSchema = v.custom<string | number>(
  (value) => typeof value === 'string' || typeof value === 'number',
);

export const answerSchema = v.object({
  layer: v.picklist(['reports', 'public-record']),
  unit: v.string(),
  by: v.array(v.string()),
  period: v.optional(v.string()),
  asOf: v.string(),
  /** Rounding base; undefined for exact numbers. */
  k: v.optional(v.number()),
  cells: v.array(v.record(v.string(), cellValueSchema)),
  explain: explainSchema,
});
export type Answer = Omit<v.InferOutput<typeof answerSchema>, 'explain'> & { readonly explain: Explain };
/** A number with its codes by dimension and, if the reader may know them, its silence and completeness. */
export type AnswerCell = Answer['cells'][number];

/** A release as in the list and in the event stream. */
export const listedReleaseSchema = v.object({
  id: v.string(),
  table: v.string(),
  period: v.string(),
  audience: v.string(),
  k: v.number(),
});
/** A release as lists name it. */
export type ListedRelease = Omit<v.InferOutput<typeof listedReleaseSchema>, 'k'>;

/** The next numbers for the reader, by the plan. */
export const nextNumbersSchema = v.object({
  period: v.string(),
  day: v.string(),
  needsApproval: v.boolean(),
});

export const releasesSchema = v.object({
  releases: v.array(listedReleaseSchema),
  next: v.optional(nextNumbersSchema),
});

export const releasePlanSchema = v.object({
  paragraphs: v.array(v.string()),
  /** Each paragraph sentence by sentence. */
  sentences: v.array(sentencesSchema),
  plan: v.looseObject({
    version: v.number(),
    base: v.number(),
    from: v.string(),
    tables: v.array(v.looseObject({ id: v.string() })),
  }),
});

export const aboutSchema = v.object({
  organisations: v.array(v.object({ id: v.string(), name: v.string() })),
  contact: v.optional(v.string()),
});

export const statusSchema = v.object({
  at: v.string(),
  nodes: v.array(
    v.object({ country: v.string(), freshness: v.picklist(['under a day', 'under a week', 'older']) }),
  ),
  /** Present while a trial loads its example data. */
  example: v.optional(v.object({ weeks: v.number(), ofWeeks: v.number(), secondsLeft: v.number() })),
});
export type Status = v.InferOutput<typeof statusSchema>;

export const signedOutSchema = v.object({ signOutUrl: v.optional(v.string()) });

/** The fields of problem details (RFC 9457) that pages use. */
export const problemSchema = v.object({
  status: v.number(),
  detail: v.optional(v.string()),
  /** Code of the reason; `detail` is its English text. */
  reason: v.optional(v.string()),
  errors: v.optional(
    v.array(
      v.object({
        path: v.string(),
        message: v.string(),
        reason: v.optional(v.string()),
        name: v.optional(v.string()),
      }),
    ),
  ),
  /** Version and status of a bulletin that another person has changed. */
  current: v.optional(v.object({ version: v.number(), status: v.string() })),
  faultId: v.optional(v.string()),
});
export type ProblemDetails = v.InferOutput<typeof problemSchema>;

/** The response to a question that no released table answers. */
export const noAnswerSchema = v.object({
  why: v.string(),
  nearest: v.optional(
    v.object({
      tableId: v.string(),
      question: v.optional(
        v.object({
          layer: v.string(),
          unit: v.string(),
          by: v.array(v.string()),
          period: v.optional(v.string()),
        }),
      ),
    }),
  ),
});
export type Nearest = NonNullable<v.InferOutput<typeof noAnswerSchema>['nearest']>;
