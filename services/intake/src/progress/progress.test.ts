import { Layer, ShareWith } from '@waylight/contracts/incident';
import { type ClosedPeriod, NodeProgress } from '@waylight/contracts/operations';
import { Audience } from '@waylight/contracts/release';
import { EMPTY_DIGEST, encodeDigest, toggleReport } from '@waylight/trends';
import { describe, expect, it } from 'vitest';
import { comparePartitions } from './comparison.ts';
import {
  filterReleases,
  findReleases,
  hex,
  isCounted,
  isInPeriod,
  type LoggedRevision,
  readProgress,
} from './progress.ts';

const day = (text: string) => Date.parse(text) / 86_400_000;
const january = { fromDay: day('2026-01-01'), toDay: day('2026-01-31') };
const february = { fromDay: day('2026-02-01'), toDay: day('2026-02-28') };

describe('a release', () => {
  it.each([
    ['its first day', '2026-01-01', '2026-01-01', true],
    ['its last day', '2026-01-31', '2026-01-31', true],
    ['the day before', '2025-12-31', '2025-12-31', false],
    ['the day after', '2026-02-01', '2026-02-01', false],
    ['its own month, with an unknown day', '2026-01-01', '2026-01-31', true],
    ['the month before', '2025-12-01', '2025-12-31', false],
    ['its own year, with an unknown month', '2026-01-01', '2026-12-31', false],
  ])('of a month contains or not: %s', (_, from, to, contains) => {
    expect(isInPeriod({ from: day(from), to: day(to) }, january)).toBe(contains);
  });

  it('contains each month of unknown day exactly once', () => {
    const month = { from: day('2026-02-01'), to: day('2026-02-28') };
    expect([january, february].map((release) => isInPeriod(month, release))).toEqual([false, true]);
  });

  it('of a year contains a date if only its year is known', () => {
    const year = { fromDay: day('2026-01-01'), toDay: day('2026-12-31') };
    expect(isInPeriod({ from: day('2026-01-01'), to: day('2026-12-31') }, year)).toBe(true);
  });
});

const reference = Buffer.alloc(16, 7);
const logged: LoggedRevision = {
  reference,
  partition: 1,
  offset: 9,
  isRetraction: false,
  layer: Layer.REPORTS,
  shareWith: ShareWith.PARTNERS,
  receivedDay: day('2026-02-20'),
  occurred: { from: day('2026-01-10'), to: day('2026-01-10') },
};

const closedTo = (audience: Audience, over: Partial<ClosedPeriod> = {}) => ({
  period: '2026-01',
  ...january,
  nextOffsets: [0n, 10n],
  releasedTables: [{ audience, tableIndexes: [0] }],
  ...over,
});

function progressTo(nextOffset: number, refusedReferences: Buffer[] = []) {
  return readProgress(
    NodeProgress.fromPartial({
      partitions: [{ partition: 1, nextOffset: BigInt(nextOffset), refusedReferences }],
      closedPeriods: [closedTo(Audience.PARTNERS, { nextOffsets: [0n, BigInt(nextOffset)] })],
      tableIds: ['t'],
    }),
  );
}

describe('a revision on the log', () => {
  it('is counted below the persisted position, and not at it', () => {
    expect(isCounted(logged, progressTo(10))).toBe(true);
    expect(isCounted(logged, progressTo(9))).toBe(false);
    expect(isCounted({ ...logged, partition: 2 }, progressTo(10))).toBe(false);
  });

  it('is not counted if the region refused it', () => {
    expect(isCounted(logged, progressTo(10, [reference]))).toBe(false);
    expect(findReleases(logged, progressTo(10, [reference]))).toEqual([]);
  });

  it.each<[string, Partial<LoggedRevision>]>([
    ['of the public record', { layer: Layer.PUBLIC_RECORD }],
    ['shared with its country alone', { shareWith: ShareWith.COUNTRY }],
    ['that is a retraction', { isRetraction: true }],
    ['above the release’s position', { offset: 10 }],
    ['that happened at another time', { occurred: { from: 0, to: 0 } }],
  ])('is in no release %s', (_, over) => {
    expect(findReleases({ ...logged, ...over }, progressTo(10))).toEqual([]);
    expect(findReleases(logged, progressTo(10))).toEqual(['t.2026-01.partners']);
  });
});

describe('a release for a wider audience', () => {
  const to = (audience: Audience) =>
    readProgress(NodeProgress.fromPartial({ closedPeriods: [closedTo(audience)], tableIds: ['t'] }));
  it.each([
    [Audience.UNSPECIFIED, ShareWith.PARTNERS, 'partners'],
    [Audience.PARTNERS, ShareWith.PARTNERS, 'partners'],
    [Audience.NETWORK, ShareWith.NETWORK, 'network'],
    [Audience.AUTHORITIES, ShareWith.AUTHORITIES, 'authorities'],
    [Audience.PUBLIC, ShareWith.PUBLIC, 'public'],
  ])('%i contains reports that are shared with it or more widely, and no others', (audience, from, name) => {
    const shares = [ShareWith.COUNTRY, ShareWith.PARTNERS, ShareWith.NETWORK, ShareWith.AUTHORITIES];
    for (const shareWith of [...shares, ShareWith.PUBLIC])
      expect(findReleases({ ...logged, shareWith }, to(audience))).toEqual(
        shareWith >= from ? [`t.2026-01.${name}`] : [],
      );
  });
});

describe('a release of a week of receipt', () => {
  const week = (period: string, first: string) => {
    const days = { fromDay: day(first), toDay: day(first) + 6 };
    return closedTo(Audience.PARTNERS, { period, ...days, byReceipt: true });
  };
  const weeks = readProgress(
    NodeProgress.fromPartial({
      closedPeriods: [week('2026-W02', '2026-01-05'), week('2026-W08', '2026-02-16')],
      tableIds: ['w', 'not-in-it'],
    }),
  );

  it('contains reports first received in that week about recent incidents of a known day', () => {
    const on = (from: string, to = from) => ({ ...logged, occurred: { from: day(from), to: day(to) } });
    expect(findReleases(on('2026-01-23'), weeks)).toEqual(['w.2026-W08.partners']);
    expect(findReleases(on('2026-01-22'), weeks)).toEqual([]);
    expect(findReleases(on('2026-02-01', '2026-02-28'), weeks)).toEqual([]);
    expect(findReleases({ ...on('2026-02-20'), receivedDay: day('2026-02-23') }, weeks)).toEqual([]);
  });
});

describe('filtered progress', () => {
  it('keeps the matching releases, and drops periods without releases', () => {
    const two = readProgress(
      NodeProgress.fromPartial({
        closedPeriods: [
          closedTo(Audience.PARTNERS, {
            releasedTables: [{ audience: Audience.PARTNERS, tableIndexes: [0, 1] }],
          }),
        ],
        tableIds: ['t', 'u'],
      }),
    );
    expect(
      findReleases(
        logged,
        filterReleases(two, (id) => id.startsWith('u')),
      ),
    ).toEqual(['u.2026-01.partners']);
    expect(filterReleases(two, () => false).closed).toEqual([]);
  });
});

describe('the comparison with the region', () => {
  const digest = toggleReport(EMPTY_DIGEST, reference, 2);
  const own = new Map([
    [1, { reports: 1, digest: hex(encodeDigest(digest)), lastOffset: 9, isSettled: true }],
  ]);
  const progress = (over: Parameters<typeof NodeProgress.fromPartial>[0]) => NodeProgress.fromPartial(over);
  const partition = {
    partition: 1,
    nextOffset: 10n,
    currentReports: 1,
    currentDigest: Buffer.from(encodeDigest(digest)),
  };

  const equal = { partition: 1, isEqual: true };
  const differs = { partition: 1, isEqual: false };

  it('finds no difference if both count the same', () => {
    expect(comparePartitions(progress({ partitions: [partition] }), own)).toEqual([equal]);
    const empty = { partition: 0, nextOffset: 0n, currentReports: 0, currentDigest: Buffer.alloc(16) };
    expect(comparePartitions(progress({ partitions: [empty] }), own)).toMatchObject([{ isEqual: true }]);
  });

  it('finds a missing report, and a report with another revision', () => {
    expect(comparePartitions(progress({ partitions: [{ ...partition, currentReports: 0 }] }), own)).toEqual([
      differs,
    ]);
    const older = Buffer.from(encodeDigest(toggleReport(EMPTY_DIGEST, reference, 1)));
    expect(
      comparePartitions(progress({ partitions: [{ ...partition, currentDigest: older }] }), own),
    ).toEqual([differs]);
  });

  it('skips a partition that is not counted to its end, or has a refused report', () => {
    const behind = { ...partition, currentReports: 0, nextOffset: 9n };
    const refused = { ...partition, currentReports: 0, refusedReferences: [reference] };
    expect(comparePartitions(progress({ partitions: [behind] }), own)).toEqual([]);
    expect(comparePartitions(progress({ partitions: [refused] }), own)).toEqual([]);
  });
});
