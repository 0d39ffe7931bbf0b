import { audienceNumber, audienceOrNarrowest } from '@waylight/contracts/audiences';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  AUDIENCES,
  type Audience,
  type Completeness,
  drawnTableOf,
  mayRead,
  needsApproval,
  ONE_TABLE_PLAN,
  releasedPeriodOf,
  SHARES,
} from '@waylight/disclosure-control';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { releaseEvent, withCompleteness } from '../testing/release-event.ts';
import { answerCompleteness } from './completeness.ts';
import { createPieceCache } from './piece-cache.ts';
import type { KnownRelease } from './released-snapshot.ts';

const ENTRIES: readonly Completeness[] = [
  { countries: ['AL'], stated: 'most', present: 'some', fieldVisits: 120 },
  { countries: ['BA'], stated: 'none', present: 'none' },
  { countries: ['ME', 'XK'] },
];

const PLAN = {
  ...ONE_TABLE_PLAN,
  tables: ONE_TABLE_PLAN.tables.map((table) => ({ ...table, completeness: true as const })),
};

function createRelease(
  period: string,
  audience: Audience = 'partners',
  entries: readonly Completeness[] = ENTRIES,
  more: Partial<ReleaseEvent> = {},
): KnownRelease {
  const event = ReleaseEvent.fromPartial({
    ...withCompleteness(releaseEvent(period, [10, 5]), entries),
    releaseId: `minimal-month.${period}.${audience}`,
    audience: audienceNumber(audience),
    ...more,
  });
  return { event, drawn: drawnTableOf(event), of: releasedPeriodOf(period), revision: 1 };
}

function answerOf(
  releases: readonly KnownRelease[],
  { reader = 'partners' as Audience, approved = [] as readonly string[], from = '', to = '' } = {},
) {
  const publicRecord = { cells: [], asOf: '', organisations: new Set<number>() };
  const result = answerCompleteness(
    {
      snapshot: { releases, publicRecord, pieceCache: createPieceCache() },
      approvedReleases: { approvalSequence: (id) => (approved.includes(id) ? 1 : undefined) },
      plan: PLAN,
      notice: undefined,
    },
    { from, to },
    reader,
  );
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.answer;
}

describe('completeness by country and month', () => {
  it('contains the release’s completeness and the released number of each country', () => {
    const { months, asOf, explanation } = answerOf([createRelease('2025-04'), createRelease('2025-03')]);
    expect(months.map(({ period }) => period)).toEqual(['2025-03', '2025-04']);
    expect(asOf).toBe('minimal-month.2025-04.partners');
    expect(months[0]).toMatchObject({
      roundingBase: 5,
      entries: [
        {
          completeness: { countries: ['AL'], fieldVisits: 120 },
          reported: [{ country: 'AL', incidents: 15 }],
        },
        { reported: [{ country: 'BA', incidents: 0 }] },
        { completeness: { countries: ['ME', 'XK'], stated: 0, present: 0 } },
      ],
    });
    expect(explanation?.footnotes.join()).toContain('UNSCR 1244');
    expect(explanation?.unit).toContain('Organisations are never named or counted');
  });

  it('has no number for a country whose total is missing or is a sum of cells', () => {
    for (const more of [{ marginsAreSums: true }, { notGiven: [35, 36, 37, 38, 39, 40, 41] }]) {
      const { months } = answerOf([createRelease('2025-03', 'partners', ENTRIES, more)]);
      expect(months[0]?.entries.map(({ reported }) => reported)).toEqual([[], [], []]);
    }
  });

  it('has the cells of a table by country alone, also where its total is a sum', () => {
    const oneWay = {
      ...{ rowDimension: 'all', rows: ['all'], columnDimension: 'country', columns: ['AL', 'BA'] },
      ...{ cells: [15, 0], rowTotals: [15], columnTotals: [15, 0], total: 15, marginsAreSums: true },
    };
    const { months } = answerOf([createRelease('2025-03', 'partners', ENTRIES, oneWay)]);
    expect(months[0]?.entries.map(({ reported }) => reported)).toMatchObject([
      [{ country: 'AL', incidents: 15 }],
      [{ country: 'BA', incidents: 0 }],
      [],
    ]);
  });

  it('lists a month whose release lacks completeness, without entries', () => {
    const { months } = answerOf([createRelease('2025-02', 'partners', []), createRelease('2025-03')]);
    expect(months.map(({ period, entries }) => [period, entries.length])).toEqual([
      ['2025-02', 0],
      ['2025-03', 3],
    ]);
  });

  it('comes from the readable release with completeness that has the narrowest audience', () => {
    const [members, network] = [createRelease('2025-03'), createRelease('2025-03', 'network')];
    expect(answerOf([network, members]).asOf).toMatch(/partners$/);
    expect(answerOf([network, members], { reader: 'network' }).asOf).toMatch(/network$/);
    expect(answerOf([createRelease('2025-03', 'partners', []), network]).asOf).toMatch(/network$/);
  });

  it('covers the months within the bounds, parsed as for trends', () => {
    const releases = ['2025-02', '2025-03', '2025-04'].map((period) => createRelease(period));
    const periods = (from: string, to: string) =>
      answerOf(releases, { from, to }).months.map(({ period }) => period);
    expect(periods('2025-03', '2025-03')).toEqual(['2025-03']);
    expect(periods('', '2025-Q1')).toEqual(['2025-02', '2025-03']);
    expect(periods('2025-04', '')).toEqual(['2025-04']);
    expect(periods('2026', '')).toEqual([]);
    expect(() => periods('March', '')).toThrow(/"from"/);
    expect(() => periods('2025-04', '2025-03')).toThrow(/lies before from/);
  });

  it('depends only on readable releases', () => {
    const entries = fc.array(
      fc.record({
        countries: fc.constantFrom(['AL'], ['BA'], ['ME', 'XK']),
        stated: fc.constantFrom(...SHARES),
        present: fc.constantFrom(...SHARES),
      }),
      { minLength: 1, maxLength: 4 },
    );
    const release = fc
      .tuple(fc.constantFrom('2025-01', '2025-02', '2025-03'), fc.constantFrom(...AUDIENCES), entries)
      .map(([period, audience, entries]) => createRelease(period, audience, entries));
    fc.assert(
      fc.property(
        fc.uniqueArray(release, { selector: ({ event }) => event.releaseId, maxLength: 8 }),
        fc.constantFrom(...AUDIENCES),
        fc.boolean(),
        (releases, reader, isApproved) => {
          const approved = isApproved ? releases.map(({ event }) => event.releaseId) : [];
          const readable = releases.filter(({ event }) => {
            const audience = audienceOrNarrowest(event.audience);
            const isOpen = !needsApproval(audience) || reader === 'partners' || isApproved;
            return mayRead(reader, audience) && isOpen;
          });
          const all = answerOf(releases, { reader, approved });
          expect(all).toEqual(answerOf(readable, { reader, approved }));
          expect(new Set(all.months.map(({ period }) => period))).toEqual(
            new Set(readable.map(({ event }) => event.period)),
          );
        },
      ),
    );
  });
});
