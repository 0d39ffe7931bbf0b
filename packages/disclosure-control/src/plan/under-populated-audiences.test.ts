import { AUDIENCES, SHARE_WITH } from '@waylight/contracts/audiences';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsFor } from './audiences.ts';
import { mergeUnderPopulatedAudiences } from './under-populated-audiences.ts';

/** Divides each number among three organisations. */
const received = (partners: number, network: number, authorities: number, open: number) =>
  new Map(
    (
      [
        ['partners', partners],
        ['network', network],
        ['authorities', authorities],
        ['public', open],
      ] as const
    ).map(([shareWith, count]) => [shareWith, new Map(['a', 'b', 'c'].map((one) => [one, count / 3]))]),
  );

describe('under-populated audiences', () => {
  test('are merged into the next narrower one, which may then reach the threshold', () => {
    const { countsFor: counts, audiences } = mergeUnderPopulatedAudiences(received(900, 300, 400, 200), 520);
    // Public reports are merged with those for authorities: 600 is enough. The network has 300 and is merged with partners.
    expect(audiences).toEqual(['partners', 'network', 'authorities']);
    expect(AUDIENCES.map((audience) => counts(audience, 'public'))).toEqual([true, true, true, false]);
    expect(AUDIENCES.map((audience) => counts(audience, 'network'))).toEqual([true, false, false, false]);
  });

  test('have no release of their own', () => {
    expect(mergeUnderPopulatedAudiences(received(900, 100, 100, 100), 520).audiences).toEqual(['partners']);
    expect(mergeUnderPopulatedAudiences(received(0, 0, 0, 0), 520).audiences).toEqual(['partners']);
  });

  test('do not exist if each audience reaches the threshold; merging never shares a report more widely', () => {
    const count = fc.nat(2_000);
    fc.assert(
      fc.property(count, count, count, count, fc.nat(1_000), (p, n, a, o, least) => {
        const of = received(p, n, a, o);
        const merged = mergeUnderPopulatedAudiences(of, least);
        for (const audience of AUDIENCES)
          for (const shareWith of SHARE_WITH) {
            if (merged.countsFor(audience, shareWith)) expect(countsFor(audience, shareWith)).toBe(true);
            if ([p, n, a, o].every((value) => value >= least))
              expect(merged.countsFor(audience, shareWith)).toBe(countsFor(audience, shareWith));
          }
        // Members count every report shared with them.
        for (const shareWith of AUDIENCES) expect(merged.countsFor('partners', shareWith)).toBe(true);
      }),
    );
  });

  const counts = fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 });
  const organisations = (counts: readonly (readonly number[])[]) =>
    new Map(
      AUDIENCES.map((audience, layer) => [
        audience,
        new Map(counts.map((one, organisation) => [organisation, one[layer] ?? 0])),
      ]),
    );
  const layers = fc.array(counts, { minLength: 1, maxLength: 6 });

  test('do not reach the threshold through one organisation alone', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 1_000 }), (alone, least) => {
        expect(mergeUnderPopulatedAudiences(organisations([alone]), least).audiences).toEqual(['partners']);
      }),
    );
  });

  test('count at most half of the threshold for each organisation', () => {
    fc.assert(
      fc.property(
        layers,
        fc.nat(3),
        fc.integer({ min: 1, max: 500 }),
        fc.nat(1_000),
        (others, layer, half, more) => {
          const by = (count: number) =>
            mergeUnderPopulatedAudiences(
              organisations([...others, AUDIENCES.map((_, n) => (n === layer ? count : 0))]),
              2 * half,
            ).audiences;
          expect(by(half + more)).toEqual(by(half));
        },
      ),
    );
  });

  test('reach the threshold if two organisations each contribute half of it, and miss it with one report less', () => {
    const two = (first: number, second: number) =>
      mergeUnderPopulatedAudiences(
        organisations([
          [0, first],
          [0, second],
        ]),
        520,
      ).audiences;
    expect(two(260, 260)).toEqual(['partners', 'network']);
    expect(two(10_000, 259)).toEqual(['partners']);
    // Three organisations together reach the threshold, although no two of them do.
    const three = organisations([
      [0, 10_000],
      [0, 130],
      [0, 130],
    ]);
    expect(mergeUnderPopulatedAudiences(three, 520).audiences).toEqual(['partners', 'network']);
  });

  test('cap an organisation once over all audiences that are merged', () => {
    const both = organisations([
      [0, 0, 260, 260],
      [0, 0, 100, 100],
    ]);
    expect(mergeUnderPopulatedAudiences(both, 520).audiences).toEqual(['partners']);
    expect(
      mergeUnderPopulatedAudiences(
        organisations([
          [0, 0, 260, 260],
          [0, 0, 130, 130],
        ]),
        520,
      ).audiences,
    ).toEqual(['partners', 'network', 'authorities']);
  });
});
