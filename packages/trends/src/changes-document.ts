import {
  ChangeReason,
  type Comparison,
  EffortUnit,
  type ListChangesResponse,
  type ReleasedNumber,
  Verdict,
} from '@waylight/contracts/insights';
import { z } from 'zod';
import { DIMENSION_NAMES, dimensionByNumber } from './dimensions.ts';
import { nameOf, reportingNames, SHARE_NAMES, SILENCE_NAMES } from './names.ts';

/** Names of codes in documents: `NOT_COMPARABLE` is "not-comparable". The first one, unspecified, has none. */
type DocumentName<Code extends string> = Code extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}-${DocumentName<Tail>}`
  : Lowercase<Code>;

function namesOf<Codes extends Readonly<Record<string, number>>>(codes: Codes) {
  type Name = DocumentName<Exclude<keyof Codes & string, 'UNSPECIFIED'>>;
  const entries = Object.entries(codes).filter(([code]) => code !== 'UNSPECIFIED');
  return Object.fromEntries(
    entries.map(([code, number]) => [code.toLowerCase().replaceAll('_', '-'), number]),
  ) as Readonly<Record<Name, number>>;
}

const keysOf = <Name extends string>(names: Readonly<Record<Name, number>>) =>
  Object.keys(names) as [Name, ...Name[]];

const VERDICT_NAMES = namesOf(Verdict);
const REASON_NAMES = namesOf(ChangeReason);
const EFFORT_NAMES = namesOf(EffortUnit);

const verdictSchema = z.enum(keysOf(VERDICT_NAMES));
const reasonsSchema = z.array(z.enum(keysOf(REASON_NAMES)));
const spanSchema = z.object({ min: z.number(), max: z.number() });
const countriesSchema = z.array(z.string());

const numberSchema = z.object({
  value: z.int().describe('A multiple of the rounding base. 0 never means none'),
  min: z.int().describe('Smallest count that the value allows'),
  max: z.int().describe('Largest count that the value allows'),
  silent: z.enum(keysOf(SILENCE_NAMES)).optional(),
  completeness: z.enum(keysOf(SHARE_NAMES)).optional(),
});

const comparisonSchema = z.object({
  subject: z
    .array(z.object({ dimension: z.enum(DIMENSION_NAMES), code: z.string() }))
    .describe('Empty for the region'),
  table: z.string(),
  release: z.string(),
  comparedRelease: z.string().optional(),
  number: numberSchema.optional(),
  comparedNumber: numberSchema.optional(),
  difference: spanSchema.optional().describe('Later minus earlier number, without the countries left out'),
  verdict: verdictSchema
    .optional()
    .describe('Absent for authorities and the public, like all fields that depend on it'),
  reasons: reasonsSchema.optional(),
  leftOut: countriesSchema.optional().describe('Countries that the verdict leaves out of both periods'),
  perEffort: z
    .array(
      z.object({
        unit: z.enum(keysOf(EFFORT_NAMES)),
        rate: spanSchema.describe('Incidents per 100 units in the later period'),
        comparedRate: spanSchema,
        difference: spanSchema,
        verdict: verdictSchema,
      }),
    )
    .optional(),
  strength: z
    .number()
    .optional()
    .describe(
      'Size of the difference in standard deviations; for more and fewer at least 2.35 (the region: 2)',
    ),
});

/** The next numbers for the reader, by the plan alone. */
export const nextNumbersSchema = z.object({
  period: z.string(),
  day: z.string().describe('Day on which the numbers are due; with `needsApproval`, not before it'),
  needsApproval: z.boolean().describe('The reader gets them only after approval by all member organisations'),
});

export const changesSchema = z.object({
  period: z.string().optional().describe('Absent if the reader may read no release'),
  comparedPeriod: z.string().optional(),
  silent: countriesSchema
    .optional()
    .describe('Countries that sent no activity report in the period; absent if the reader may not know them'),
  comparedSilent: countriesSchema.optional(),
  headline: comparisonSchema.optional().describe('The region'),
  findings: z
    .array(comparisonSchema)
    .optional()
    .describe(
      'At most five comparisons with the verdict more or fewer, the strongest first; absent without verdicts',
    ),
  others: z.array(comparisonSchema),
  reasons: reasonsSchema.describe('Reasons that hold for every comparison'),
  next: nextNumbersSchema.optional(),
  notices: z.array(z.string()).describe('Text that must accompany the numbers'),
});

export const COMPARED_WITH = ['previous', 'year-ago'] as const;

export const changesQuestionSchema = z.object({
  release: z
    .string()
    .max(200)
    .default('')
    .describe('A release of the later period; absent for the newest month that the reader may read'),
  against: z.enum(COMPARED_WITH).default('previous').describe('The earlier period'),
});

export type ChangesDocument = z.output<typeof changesSchema>;
type ComparisonDocument = ChangesDocument['others'][number];

/**
 * Converts changes to a JSON document, with names instead of numbers. A code that only a newer program knows is left out, and so
 * is each field that the reader may not know.
 */
export function changesDocument(response: ListChangesResponse): ChangesDocument {
  const { period, comparedPeriod, silent, comparedSilent, headline, findings, next, notices } = response;
  const hasVerdicts = period !== '' && !response.reasons.includes(ChangeReason.REPORTING_NOT_PUBLISHED);
  return {
    ...(period === '' ? {} : { period }),
    ...(comparedPeriod === '' ? {} : { comparedPeriod }),
    ...(hasVerdicts ? { silent, comparedSilent } : {}),
    ...(headline === undefined ? {} : { headline: comparisonDocument(headline) }),
    ...(hasVerdicts ? { findings: findings.map(comparisonDocument) } : {}),
    others: response.others.map(comparisonDocument),
    reasons: reasonsOf(response.reasons),
    ...(next === undefined
      ? {}
      : { next: { period: next.period, day: next.day, needsApproval: next.needsApproval } }),
    notices,
  };
}

function comparisonDocument(one: Comparison): ComparisonDocument {
  return {
    subject: one.subject.flatMap(({ dimension, code }) => {
      const name = dimensionByNumber(dimension);
      return name === undefined ? [] : [{ dimension: name, code }];
    }),
    table: one.tableId,
    release: one.releaseId,
    ...(one.comparedReleaseId === '' ? {} : { comparedRelease: one.comparedReleaseId }),
    ...(one.number === undefined ? {} : { number: numberDocument(one.number) }),
    ...(one.comparedNumber === undefined ? {} : { comparedNumber: numberDocument(one.comparedNumber) }),
    ...(one.verdict === Verdict.UNSPECIFIED ? {} : judgementDocument(one)),
  };
}

function judgementDocument(one: Comparison) {
  const verdict = nameOf(VERDICT_NAMES, one.verdict);
  return {
    ...(one.difference === undefined ? {} : { difference: spanOf(one.difference) }),
    ...(verdict === undefined ? {} : { verdict }),
    reasons: reasonsOf(one.reasons),
    leftOut: one.leftOut,
    perEffort: one.perEffort.flatMap(({ unit, rate, comparedRate, difference, verdict: number }) => {
      const [unitName, verdictName] = [nameOf(EFFORT_NAMES, unit), nameOf(VERDICT_NAMES, number)];
      if (unitName === undefined || verdictName === undefined) return [];
      return [
        {
          unit: unitName,
          rate: spanOf(rate),
          comparedRate: spanOf(comparedRate),
          difference: spanOf(difference),
          verdict: verdictName,
        },
      ];
    }),
    strength: one.strength,
  };
}

const spanOf = (span: { readonly min: number; readonly max: number } | undefined) => ({
  min: span?.min ?? 0,
  max: span?.max ?? 0,
});

const reasonsOf = (reasons: readonly number[]) =>
  reasons.flatMap((reason) => nameOf(REASON_NAMES, reason) ?? []);

function numberDocument({ value, min, max, silent, completeness }: ReleasedNumber) {
  return { value, min, max, ...reportingNames({ silent, completeness }) };
}
