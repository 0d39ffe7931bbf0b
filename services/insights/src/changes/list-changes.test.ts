import { audienceNumber } from '@waylight/contracts/audiences';
import {
  ChangeReason,
  ComparedPeriod,
  type Comparison,
  EffortUnit,
  ListChangesResponse,
  Verdict,
} from '@waylight/contracts/insights';
import { ReleaseEvent, Share } from '@waylight/contracts/release';
import { Silence } from '@waylight/contracts/trends';
import {
  type Audience,
  type Completeness,
  codesOf,
  drawnTableOf,
  ONE_TABLE_PLAN,
  releasedPeriodOf,
} from '@waylight/disclosure-control';
import { changesDocument } from '@waylight/trends';
import { describe, expect, it } from 'vitest';
import { createPieceCache } from '../answers/piece-cache.ts';
import type { KnownRelease } from '../answers/released-snapshot.ts';
import { releaseEvent, withCompleteness } from '../testing/release-event.ts';
import { listChanges } from './list-changes.ts';

const [TABLE] = ONE_TABLE_PLAN.tables;
if (TABLE === undefined) throw new Error('the shipped plan has no table');
const [COUNTRIES, GROUPS] = [codesOf(TABLE.rows), codesOf(TABLE.columns)];
const NOW_MS = Date.UTC(2026, 10, 26, 12);

const ALL_REPORT: readonly Completeness[] = [
  { countries: ['AL'], stated: 'all', present: 'all' },
  { countries: ['BA'], stated: 'all', present: 'all', fieldVisits: 100, staffDays: 50 },
  { countries: ['ME', 'XK'], stated: 'all', present: 'all' },
  { countries: ['MK'], stated: 'all', present: 'all' },
  { countries: ['RS'], stated: 'all', present: 'all', fieldVisits: 40 },
];

/** A release with the numbers of the first group by country, and of the other groups for Serbia. */
function createRelease(
  period: string,
  byCountry: Readonly<Record<string, number>>,
  completeness: readonly Completeness[] = ALL_REPORT,
  audience: Audience = 'partners',
): KnownRelease {
  const cells = COUNTRIES.flatMap((country) =>
    GROUPS.map((_, at) => (at === 0 ? (byCountry[country] ?? 0) : 0)),
  );
  const event = ReleaseEvent.fromPartial({
    ...withCompleteness(releaseEvent(period, cells), completeness),
    releaseId: `${TABLE?.id}.${period}.${audience}`,
    audience: audienceNumber(audience),
  });
  return { event, drawn: drawnTableOf(event), of: releasedPeriodOf(period), revision: 1 };
}

function changesOf(
  releases: readonly KnownRelease[],
  {
    audience = 'partners' as Audience,
    releaseId = '',
    against = ComparedPeriod.PREVIOUS as ComparedPeriod,
  } = {},
) {
  return listChanges(
    {
      snapshot: {
        releases,
        publicRecord: { cells: [], asOf: '', organisations: new Set() },
        pieceCache: createPieceCache(),
      },
      approvedReleases: { approvalSequence: () => 1 },
      plan: ONE_TABLE_PLAN,
      notice: 'Trial data.',
      nowMs: NOW_MS,
    },
    { releaseId, against },
    audience,
  );
}

const withShares = (shares: Readonly<Record<string, Completeness['stated']>>): readonly Completeness[] =>
  ALL_REPORT.map((one) => ({ ...one, stated: shares[one.countries.join()] ?? one.stated ?? 'all' }));

const subjectOf = ({ subject }: Comparison) => subject.map(({ code }) => code).join(' ');

const OCTOBER = { BA: 30, RS: 90, AL: 20 };
const SEPTEMBER = { BA: 30, RS: 30, AL: 20 };

describe('changes', () => {
  it('compares the newest month with the previous one: the region, at most five findings, then the rest', () => {
    const changes = changesOf([
      createRelease('2026-08', SEPTEMBER),
      createRelease('2026-09', SEPTEMBER),
      createRelease('2026-10', OCTOBER),
    ]);
    expect(changes).toMatchObject({ period: '2026-10', comparedPeriod: '2026-09', silent: [], reasons: [] });
    expect(changes?.headline).toMatchObject({
      subject: [],
      tableId: TABLE.id,
      releaseId: `${TABLE.id}.2026-10.partners`,
      number: { value: 140, min: 136, max: 144, silent: Silence.NONE, completeness: Share.ALL },
      comparedNumber: { value: 80, min: 76, max: 84 },
      difference: { min: 52, max: 68 },
      verdict: Verdict.MORE,
      reasons: [ChangeReason.BEYOND_VARIATION],
    });
    // The single breakdowns and the cell of both are equally strong or stronger than the region.
    const [group = ''] = GROUPS;
    expect(changes?.findings.map(subjectOf)).toEqual(['RS', `RS ${group}`, group]);
    expect(changes?.findings.map(({ strength }) => strength)).toEqual(
      changes?.findings.map(({ strength }) => strength).toSorted((a, b) => b - a),
    );
    const others = changes?.others ?? [];
    expect(others.length).toBe((COUNTRIES.length + 1) * (GROUPS.length + 1) - 4);
    const dimensions = others.map(({ subject }) => subject.length);
    expect(dimensions).toEqual(dimensions.toSorted((a, b) => a - b));
    expect(changes?.notices[0]).toBe('Trial data.');
    // November closes on 21 December.
    expect(changes?.next).toMatchObject({ period: '2026-11', day: '2026-12-22', needsApproval: false });
  });

  it('leaves a silent country out of totals, and does not compare it', () => {
    const silent = withShares({ RS: 'none' });
    const changes = changesOf([createRelease('2026-09', SEPTEMBER), createRelease('2026-10', {}, silent)]);
    expect(changes).toMatchObject({ silent: ['RS'], comparedSilent: [] });
    expect(changes?.headline).toMatchObject({
      number: { silent: Silence.PART, completeness: Share.ALL },
      leftOut: ['RS'],
      // Between 0 and 4 after 42 to 58: the region without Serbia.
      difference: { min: 0 - 58, max: 4 - 42 },
      verdict: Verdict.FEWER,
      reasons: [ChangeReason.BEYOND_VARIATION, ChangeReason.SILENT_LEFT_OUT],
    });
    const serbia = changes?.others.find((one) => subjectOf(one) === 'RS');
    expect(serbia).toMatchObject({
      verdict: Verdict.NOT_COMPARABLE,
      reasons: [ChangeReason.SILENT],
      difference: undefined,
    });
  });

  it('compares per effort where both periods state it, without countries left out', () => {
    const fewerVisits = ALL_REPORT.map((one) =>
      one.countries.join() === 'RS' ? { ...one, fieldVisits: 120 } : one,
    );
    const changes = changesOf([
      createRelease('2026-09', SEPTEMBER),
      createRelease('2026-10', OCTOBER, fewerVisits),
    ]);
    const serbia = changes?.findings.find((one) => subjectOf(one) === 'RS');
    // Three times the incidents in three times the visits.
    expect(serbia?.perEffort).toEqual([
      {
        unit: EffortUnit.FIELD_VISITS,
        rate: { min: (100 * 86) / 124, max: (100 * 94) / 115 },
        comparedRate: { min: (100 * 26) / 44, max: (100 * 34) / 35 },
        difference: { min: (100 * 86) / 124 - (100 * 34) / 35, max: (100 * 94) / 115 - (100 * 26) / 44 },
        verdict: Verdict.NO_CLEAR_CHANGE,
      },
    ]);
    expect(changes?.headline?.perEffort).toEqual([]);
  });

  it('compares with the year before, and with a period that was not released', () => {
    const releases = [createRelease('2025-10', SEPTEMBER), createRelease('2026-10', OCTOBER)];
    const changes = changesOf(releases, { against: ComparedPeriod.YEAR_AGO });
    expect(changes).toMatchObject({ comparedPeriod: '2025-10', headline: { verdict: Verdict.MORE } });
    expect(changesOf(releases)?.headline).toMatchObject({
      comparedReleaseId: '',
      comparedNumber: undefined,
      verdict: Verdict.NOT_COMPARABLE,
      reasons: [ChangeReason.NO_NUMBER_BEFORE],
    });
    const releaseId = `${TABLE.id}.2025-10.partners`;
    expect(changesOf(releases, { releaseId })?.period).toBe('2025-10');
  });

  it('gives authorities and the public numbers with bounds and one reason, whatever was reported', () => {
    const silent = withShares({ RS: 'none' });
    const releasesWith = (completeness: readonly Completeness[]) => [
      createRelease('2026-09', SEPTEMBER, [], 'public'),
      createRelease('2026-10', OCTOBER, [], 'public'),
      createRelease('2026-09', SEPTEMBER, ALL_REPORT),
      createRelease('2026-10', OCTOBER, completeness),
    ];
    for (const audience of ['authorities', 'public'] as const) {
      const changes = changesOf(releasesWith(ALL_REPORT), { audience });
      expect(changes).toEqual(changesOf(releasesWith(silent), { audience }));
      expect(changes).toMatchObject({
        silent: [],
        findings: [],
        reasons: [ChangeReason.REPORTING_NOT_PUBLISHED],
        headline: {
          number: { value: 140, min: 136, max: 144, silent: Silence.UNSPECIFIED },
          verdict: Verdict.UNSPECIFIED,
          reasons: [],
          difference: undefined,
        },
      });
      expect(changes?.others.every(({ verdict }) => verdict === Verdict.UNSPECIFIED)).toBe(true);
      const { headline, others, ...document } = changesDocument(
        ListChangesResponse.fromPartial(changes ?? {}),
      );
      expect(Object.keys(document).sort()).toEqual(['comparedPeriod', 'notices', 'period', 'reasons']);
      const numbers = ['subject', 'table', 'release', 'comparedRelease', 'number', 'comparedNumber'];
      for (const one of [headline, ...others])
        expect(numbers).toEqual(expect.arrayContaining(Object.keys(one ?? {})));
    }
  });

  it('has empty lists and the next day without a release, and hides releases that the reader may not read', () => {
    expect(changesOf([])).toMatchObject({
      period: '',
      headline: undefined,
      findings: [],
      others: [],
      next: { period: '2026-11', day: '2026-12-22', needsApproval: false },
    });
    const members = createRelease('2026-10', OCTOBER);
    const { releaseId } = members.event;
    expect(changesOf([members], { audience: 'public' })?.period).toBe('');
    expect(changesOf([members], { audience: 'public', releaseId })).toBeUndefined();
    expect(changesOf([members], { releaseId: 'none.2026-10.partners' })).toBeUndefined();
  });

  it('compares only releases to the same audience', () => {
    const changes = changesOf([
      createRelease('2026-09', SEPTEMBER, ALL_REPORT, 'network'),
      createRelease('2026-10', OCTOBER),
    ]);
    expect(changes?.headline).toMatchObject({ reasons: [ChangeReason.NO_NUMBER_BEFORE] });
  });
});
