import type { BulletinProblemReason, Sources } from '@waylight/bulletin';
import { periodKindOf } from '@waylight/calendar';
import {
  type Audience,
  answerQuestion,
  componentReleaseIdsOf,
  DEFAULT_RELEASE_PLAN,
  mayRead,
  needsApproval,
  releaseIdOf,
} from '@waylight/disclosure-control';
import { LANGUAGES, type Language } from '@waylight/taxonomy/labels';
import fc from 'fast-check';
import { AUDIENCES } from '../../../api/bulletin-schemas.ts';
import { plannedTables } from '../../../api/planned-table.ts';
import type { ListedRelease } from '../../../api/schemas.ts';
import { periodBefore, periodsWithin, samePeriodOfYearBefore } from '../../../model/period.ts';

const PLAN = DEFAULT_RELEASE_PLAN;
export const TABLES = plannedTables(PLAN.tables);
const PERIODS = ['2026-10', '2026-01', '2026-Q3', '2026-Q1', '2026', '2026-W44', '2026-W01', '2026-W53'];

/** All releases that the plan allows for a period, the periods within it, and the periods that it is compared with. */
function everyRelease(period: string): readonly ListedRelease[] {
  const within = (['month', 'quarter'] as const).flatMap((kind) => periodsWithin(kind, period));
  const compared = [periodBefore(period), samePeriodOfYearBefore(period)];
  const periods = [...new Set([period, ...compared, ...within])].filter((one) => one !== undefined);
  return PLAN.tables.flatMap((table) =>
    periods
      .filter((one) => periodKindOf(one) === table.period)
      .flatMap((one) =>
        [table.audience, ...(table.alsoFor ?? [])].map((audience) => ({
          ...{ id: releaseIdOf(table, one, audience), table: table.id, period: one, audience },
        })),
      ),
  );
}

type Missing = { readonly missing: string; readonly reason: BulletinProblemReason };
const missing = (words: string): Missing => ({ missing: words, reason: 'not-released' });

type Gate = { readonly released: readonly ListedRelease[]; readonly approved: readonly string[] };

/** The source from which insights answers readers of an audience; see services/insights/src/answers/select-source.ts. */
export function sourcesOf({ released, approved }: Gate, circle: Audience): Sources {
  const isReadable = ({ id, audience }: ListedRelease): boolean =>
    mayRead(circle, audience as Audience) &&
    (!needsApproval(audience as Audience) || circle === 'partners' || approved.includes(id));
  const found = (
    by: readonly string[],
    from: string,
    to: string,
    filters: Record<string, string> = {},
  ): Missing | { readonly id: string; readonly releases: readonly string[] } => {
    const decided = answerQuestion(
      PLAN,
      {
        ...{ layer: 'reports', unit: 'incidents', by, period: periodKindOf(to), from, to },
        filters: Object.entries(filters).map(([dimension, value]) => ({ dimension, values: [value] })),
      },
      circle,
    );
    if (decided.kind !== 'released') return missing('no table answers this');
    const { table } = decided;
    const releases = released.filter(
      (one) => one.table === table.id && one.period >= from && one.period <= to && isReadable(one),
    );
    return releases.length === 0
      ? missing(`${table.id} has no release`)
      : { id: table.id, releases: releases.map(({ id }) => id) };
  };
  return {
    cell: ({ table, period, coordinates }) => {
      const one = found(Object.keys(coordinates), period, period, coordinates);
      if ('missing' in one) return one;
      if (one.id !== table) return missing(`it is ${one.id} that has this cell`);
      return { value: { value: 15, base: 5, reading: 'about 15', release: 'a' }, releases: one.releases };
    },
    figure: ({ by = '', from = '', to = '' }) => {
      const one = found(by === '' ? [] : by.split(','), from, to);
      return 'missing' in one ? one : { value: by, releases: one.releases };
    },
    late: ({ table, period }) => {
      const longer = released.filter(
        (one) => one.table === table && one.period === period && isReadable(one),
      );
      const audience = AUDIENCES.find((one) => longer.some((release) => release.audience === one));
      const parts =
        audience === undefined ? [] : componentReleaseIdsOf(PLAN, { tableId: table, period }, audience);
      const areThere = parts.every((id) => released.some((one) => one.id === id && isReadable(one)));
      return parts.length > 0 && areThere
        ? { value: [], releases: parts }
        : missing('the shorter periods are not all released');
    },
    monthsWithoutReport: () => undefined,
    completeness: () => ({ nodes: [] }),
    ...{ kosovoFootnote: '* XK', notice: undefined },
  };
}

const STATES = ['approved', 'open', 'objected', 'withdrawn'] as const;

/** Arbitrary subsets: of the possible releases, and of the approvals. */
export const region = fc
  .constantFrom(...PERIODS)
  .chain((period) => {
    const all = everyRelease(period);
    return fc.record({
      period: fc.constant(period),
      audience: fc.constantFrom(...AUDIENCES),
      language: fc.constantFrom(...LANGUAGES),
      released: fc.oneof(fc.constant(all), fc.subarray([...all])),
      states: fc.array(fc.constantFrom(...STATES), { minLength: all.length, maxLength: all.length }),
    });
  })
  .map(({ released, states, ...rest }) => ({
    ...{ ...rest, released },
    approvals: released
      .filter(({ audience }) => needsApproval(audience as Audience))
      .map(({ id }, n) => ({ release: id, status: states[n] ?? 'open' })),
  }));

export type Region = Parameters<Parameters<(typeof region)['map']>[0]>[0];

export const whole = (period: string, audience: Audience = 'partners', language: Language = 'en'): Region => {
  const released = everyRelease(period);
  const approvals = released.map(({ id }) => ({ release: id, status: 'approved' as const }));
  return { period, audience, language, released, approvals };
};
