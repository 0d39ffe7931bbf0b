import { Layer, ShareWith } from '@waylight/contracts/incident';
import { NodeProgress } from '@waylight/contracts/operations';
import { Audience } from '@waylight/contracts/release';
import { EMPTY_DIGEST, encodeDigest, toggleCurrent } from '@waylight/trends';
import { describe, expect, it } from 'vitest';
import { differing } from './compare.ts';
import { hex, isCounted, liesIn, type Placed, readProgress, releasesHolding } from './reached.ts';

const day = (text: string) => Date.parse(text) / 86_400_000;
/** The month of release 2026-01: from the Monday of its first Thursday's week to the Sunday of its last one's. */
const january = { fromDay: day('2025-12-29'), toDay: day('2026-02-01') };
const february = { fromDay: day('2026-02-02'), toDay: day('2026-03-01') };

describe('a release', () => {
  it.each([
    ['a day in it', '2025-12-29', '2025-12-29', true],
    ['the last day', '2026-02-01', '2026-02-01', true],
    ['a day after it', '2026-02-02', '2026-02-02', false],
    ['its own month, of which the day is unknown', '2026-01-01', '2026-01-31', true],
    ['the month before', '2025-12-01', '2025-12-31', false],
    ['a year, of which the month is unknown', '2026-01-01', '2026-12-31', false],
  ])('of a month holds or not: %s', (_, from, to, holds) => {
    expect(liesIn({ from: day(from), to: day(to) }, january)).toBe(holds);
  });

  it('holds each month of unknown day exactly once', () => {
    const month = { from: day('2026-02-01'), to: day('2026-02-28') };
    expect([january, february].map((release) => liesIn(month, release))).toEqual([false, true]);
  });

  it('of a year holds a date of which only the year is known', () => {
    const year = { fromDay: day('2025-12-29'), toDay: day('2027-01-03') };
    expect(liesIn({ from: day('2026-01-01'), to: day('2026-12-31') }, year)).toBe(true);
  });
});

const reference = Buffer.alloc(16, 7);
const placed: Placed = {
  reference,
  partition: 1,
  offset: 9,
  isRetraction: false,
  layer: Layer.REPORTS,
  shareWith: ShareWith.PARTNERS,
  occurred: { from: day('2026-01-10'), to: day('2026-01-10') },
};

function told(nextOffset: number, refusedReferences: Buffer[] = []) {
  return readProgress(
    NodeProgress.fromPartial({
      partitions: [{ partition: 1, nextOffset: BigInt(nextOffset), refusedReferences }],
      closed: [{ releaseId: 'r', ...january, positions: [{ partition: 1, nextOffset: BigInt(nextOffset) }] }],
    }),
  );
}

describe('a revision on the log', () => {
  it('is counted below the position that the store has persisted, and not at it', () => {
    expect(isCounted(placed, told(10))).toBe(true);
    expect(isCounted(placed, told(9))).toBe(false);
    expect(isCounted({ ...placed, partition: 2 }, told(10))).toBe(false);
  });

  it('is not counted where the region refused it', () => {
    expect(isCounted(placed, told(10, [reference]))).toBe(false);
    expect(releasesHolding(placed, told(10, [reference]))).toEqual([]);
  });

  it.each<[string, Partial<Placed>]>([
    ['of the public record', { layer: Layer.PUBLIC_RECORD }],
    ['shared with its country alone', { shareWith: ShareWith.COUNTRY }],
    ['that is a retraction', { isRetraction: true }],
    ['above the release’s position', { offset: 10 }],
    ['that happened at another time', { occurred: { from: 0, to: 0 } }],
  ])('is in no release %s', (_, over) => {
    expect(releasesHolding({ ...placed, ...over }, told(10))).toEqual([]);
    expect(releasesHolding(placed, told(10))).toEqual(['r']);
  });
});

describe('a release to a wider circle', () => {
  const to = (audience: Audience) =>
    readProgress(
      NodeProgress.fromPartial({
        partitions: [{ partition: 1, nextOffset: 10n }],
        closed: [{ releaseId: 'r', ...january, audience, positions: [{ partition: 1, nextOffset: 10n }] }],
      }),
    );
  it.each([
    [Audience.UNSPECIFIED, ShareWith.PARTNERS],
    [Audience.PARTNERS, ShareWith.PARTNERS],
    [Audience.NETWORK, ShareWith.NETWORK],
    [Audience.AUTHORITIES, ShareWith.AUTHORITIES],
    [Audience.PUBLIC, ShareWith.PUBLIC],
  ])('%i holds what is shared with it or more widely, and nothing else', (audience, from) => {
    const shares = [ShareWith.COUNTRY, ShareWith.PARTNERS, ShareWith.NETWORK, ShareWith.AUTHORITIES];
    for (const shareWith of [...shares, ShareWith.PUBLIC])
      expect(releasesHolding({ ...placed, shareWith }, to(audience))).toEqual(shareWith >= from ? ['r'] : []);
  });
});

describe('the comparison with the region', () => {
  const digest = toggleCurrent(EMPTY_DIGEST, reference, 2);
  const own = new Map([
    [1, { reports: 1, digest: hex(encodeDigest(digest)), lastOffset: 9, isSettled: true }],
  ]);
  const says = (over: Parameters<typeof NodeProgress.fromPartial>[0]) => NodeProgress.fromPartial(over);
  const partition = {
    partition: 1,
    nextOffset: 10n,
    currentReports: 1,
    currentDigest: Buffer.from(encodeDigest(digest)),
  };

  it('finds nothing where both count the same', () => {
    expect(differing(says({ partitions: [partition] }), own)).toEqual([]);
    const empty = { partition: 0, nextOffset: 0n, currentReports: 0, currentDigest: Buffer.alloc(16) };
    expect(differing(says({ partitions: [empty] }), own)).toEqual([]);
  });

  it('finds a report that is missing, and one in another revision', () => {
    expect(differing(says({ partitions: [{ ...partition, currentReports: 0 }] }), own)).toHaveLength(1);
    const older = Buffer.from(encodeDigest(toggleCurrent(EMPTY_DIGEST, reference, 1)));
    expect(differing(says({ partitions: [{ ...partition, currentDigest: older }] }), own)).toHaveLength(1);
  });

  it('says nothing of a partition that is not counted to its end, or of which something was refused', () => {
    const behind = { ...partition, currentReports: 0, nextOffset: 9n };
    const refused = { ...partition, currentReports: 0, refusedReferences: [reference] };
    expect(differing(says({ partitions: [behind] }), own)).toEqual([]);
    expect(differing(says({ partitions: [refused] }), own)).toEqual([]);
  });
});
