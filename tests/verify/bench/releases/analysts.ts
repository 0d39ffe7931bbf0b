import { dimensionsOf } from '@waylight/disclosure-control';
import { quantile } from '../statistics.ts';
import type { CountedPeriod } from './counted-periods.ts';
import { exactReading, type ReadPeriod, type ReadTable, readingOf, readTable } from './readings.ts';

/** A query of analysts for a kind of period: numbers by the codes of a dimension, or for the whole region. */
export type Question = { readonly kind: CountedPeriod['kind']; readonly by: string };

/** The answer to it. Shares are 0 to 1. */
export type AnalystView = Question & {
  /** Error relative to the exact count, for given numbers above 0: the median, and the ninth decile. */
  readonly median: number;
  readonly ninth: number;
  /** Share of numbers above 0 that are given. */
  readonly given: number;
  /** Changes of a fifth or more to the next year with both numbers given, and the share with the right direction. */
  readonly changes: number;
  readonly rightSigns: number;
};

/** The smallest change that an analyst would report. */
const CHANGE = 0.2;
const REGION = 'region';

/** The exact counts of a region's years, and their readings. */
export type EvaluatedRegion = {
  readonly counted: readonly CountedPeriod[];
  readonly read: readonly ReadPeriod[];
};

/** Compares readings with exact counts in some regions, by each dimension of the tables, and for the region. */
export function evaluateAnalystViews(regions: readonly EvaluatedRegion[]): AnalystView[] {
  const questions = (regions[0]?.counted ?? []).flatMap(({ kind, tables }) => [
    { kind, by: REGION },
    ...tables.flatMap(({ table }) => dimensionsOf(table).map((by) => ({ kind, by }))),
  ]);
  const distinct = new Map(questions.map((question) => [`${question.kind} ${question.by}`, question]));
  return [...distinct.values()].map((question) => evaluate(question, regions));
}

function evaluate(question: Question, regions: readonly EvaluatedRegion[]): AnalystView {
  const numbers = regions.map((region) => numbersOf(question, region));
  const above = numbers.flat().filter(({ truth }) => truth > 0);
  const errors = above
    .flatMap(({ truth, reads }) => (reads === null ? [] : [Math.abs(reads - truth) / truth]))
    .sort((a, b) => a - b);
  const changes = numbers.flatMap(changesRead);
  return {
    ...question,
    median: quantile(errors, 0.5),
    ninth: quantile(errors, 0.9),
    given: errors.length / above.length,
    changes: changes.length,
    rightSigns: changes.filter(Boolean).length / changes.length,
  };
}

type Compared = {
  readonly period: string;
  readonly code: string;
  readonly truth: number;
  readonly reads: number | null;
};

function numbersOf({ kind, by }: Question, { counted, read }: EvaluatedRegion): Compared[] {
  return counted.flatMap((period, n) => {
    if (period.kind !== kind) return [];
    const truths = period.tables.map((table) => readTable(table, exactReading));
    return codesBy(truths, by).map((code) => {
      const at = by === REGION ? 'everything' : ({ dimension: by, code } as const);
      const reads = readingOf(read[n]?.tables ?? [], at).reads;
      return { period: period.period, code, truth: readingOf(truths, at).reads ?? 0, reads };
    });
  });
}

/** Returns for each reportable and readable change whether its reading has the same direction. */
function changesRead(numbers: readonly Compared[]): boolean[] {
  const at = new Map(numbers.map((one) => [`${one.period} ${one.code}`, one]));
  return numbers.flatMap((after) => {
    const before = at.get(`${yearBefore(after.period)} ${after.code}`);
    if (before === undefined || before.truth === 0) return [];
    if (Math.abs(after.truth - before.truth) < CHANGE * before.truth) return [];
    if (after.reads === null || before.reads === null) return [];
    return [Math.sign(after.reads - before.reads) === Math.sign(after.truth - before.truth)];
  });
}

/** Returns "2024-Q1" for "2025-Q1". */
function yearBefore(period: string): string {
  const year = period.slice(0, 'yyyy'.length);
  return `${Number(year) - 1}${period.slice(year.length)}`;
}

function codesBy(tables: readonly ReadTable[], by: string): readonly string[] {
  if (by === REGION) return [REGION];
  const axis = tables
    .flatMap(({ table }) => [table.rows, table.columns])
    .find(({ dimension }) => dimension === by);
  if (axis === undefined) return [];
  return 'within' in axis ? Object.values(axis.within).flatMap(({ values }) => values) : axis.values;
}
