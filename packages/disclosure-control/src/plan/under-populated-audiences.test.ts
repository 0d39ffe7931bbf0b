import { AUDIENCES, SHARE_WITH } from '@waylight/contracts/audiences';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsFor } from './audiences.ts';
import { mergeUnderPopulatedAudiences } from './under-populated-audiences.ts';

/** Each number shared among three organisations that send alike. */
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

describe('layers that hold too little', () => {
  test('are counted in the next narrower one, and together may be enough', () => {
    const { countsFor: counts, audiences } = mergeUnderPopulatedAudiences(received(900, 300, 400, 200), 520);
    // Public reports join those for authorities: 600 is enough. The network has 300 of its own and joins the partners.
    expect(audiences).toEqual(['partners', 'network', 'authorities']);
    expect(AUDIENCES.map((audience) => counts(audience, 'public'))).toEqual([true, true, true, false]);
    expect(AUDIENCES.map((audience) => counts(audience, 'network'))).toEqual([true, false, false, false]);
  });

  test('leave a circle without a release where none of them reaches it', () => {
    expect(mergeUnderPopulatedAudiences(received(900, 100, 100, 100), 520).audiences).toEqual(['partners']);
    expect(mergeUnderPopulatedAudiences(received(0, 0, 0, 0), 520).audiences).toEqual(['partners']);
  });

  test('change nothing where each holds enough, and never widen what a report is shared with', () => {
    const count = fc.nat(2_000);
    fc.assert(
      fc.property(count, count, count, count, fc.nat(1_000), (p, n, a, o, least) => {
        const of = received(p, n, a, o);
        const held = mergeUnderPopulatedAudiences(of, least);
        for (const audience of AUDIENCES)
          for (const shareWith of SHARE_WITH) {
            if (held.countsFor(audience, shareWith)) expect(countsFor(audience, shareWith)).toBe(true);
            if ([p, n, a, o].every((value) => value >= least))
              expect(held.countsFor(audience, shareWith)).toBe(countsFor(audience, shareWith));
          }
        // Members count every report that reaches them, whatever layer it lies in.
        for (const shareWith of AUDIENCES) expect(held.countsFor('partners', shareWith)).toBe(true);
      }),
    );
  });

  const sent = fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 });
  const organisations = (counts: readonly (readonly number[])[]) =>
    new Map(
      AUDIENCES.map((audience, layer) => [
        audience,
        new Map(counts.map((one, organisation) => [organisation, one[layer] ?? 0])),
      ]),
    );
  const layers = fc.array(sent, { minLength: 1, maxLength: 6 });

  test('are lifted by no organisation alone, however much it sends', () => {
    fc.assert(
      fc.property(sent, fc.integer({ min: 1, max: 1_000 }), (alone, least) => {
        expect(mergeUnderPopulatedAudiences(organisations([alone]), least).audiences).toEqual(['partners']);
      }),
    );
  });

  test('are as if an organisation had sent half of the threshold, where it has sent more', () => {
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

  test('hold where two have sent half of the threshold each, and not where one has sent one less', () => {
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
    // Three may: none of them alone, nor any two, is asked to be enough.
    const three = organisations([
      [0, 10_000],
      [0, 130],
      [0, 130],
    ]);
    expect(mergeUnderPopulatedAudiences(three, 520).audiences).toEqual(['partners', 'network']);
  });

  test('count an organisation once, in however many layers that are counted together it has sent', () => {
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
