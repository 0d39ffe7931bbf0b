import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AUDIENCES, countsFor, SHARE_WITH } from './audiences.ts';
import { layersThatHold } from './thin-layers.ts';

const received = (partners: number, network: number, authorities: number, open: number) =>
  new Map([
    ['partners', partners],
    ['network', network],
    ['authorities', authorities],
    ['public', open],
  ] as const);

describe('layers that hold too little', () => {
  test('are counted in the next narrower one, and together may be enough', () => {
    const { countsFor: counts, circles } = layersThatHold(received(900, 300, 400, 200), 520);
    // Public reports join those for authorities: 600 is enough. The network has 300 of its own and joins the partners.
    expect(circles).toEqual(['partners', 'network', 'authorities']);
    expect(AUDIENCES.map((audience) => counts(audience, 'public'))).toEqual([true, true, true, false]);
    expect(AUDIENCES.map((audience) => counts(audience, 'network'))).toEqual([true, false, false, false]);
  });

  test('leave a circle without a release where none of them reaches it', () => {
    expect(layersThatHold(received(900, 100, 100, 100), 520).circles).toEqual(['partners']);
    expect(layersThatHold(received(0, 0, 0, 0), 520).circles).toEqual(['partners']);
  });

  test('change nothing where each holds enough, and never widen what a report is shared with', () => {
    const count = fc.nat(2_000);
    fc.assert(
      fc.property(count, count, count, count, fc.nat(1_000), (p, n, a, o, least) => {
        const of = received(p, n, a, o);
        const held = layersThatHold(of, least);
        for (const audience of AUDIENCES)
          for (const shareWith of SHARE_WITH) {
            if (held.countsFor(audience, shareWith)) expect(countsFor(audience, shareWith)).toBe(true);
            if ([...of.values()].every((value) => value >= least))
              expect(held.countsFor(audience, shareWith)).toBe(countsFor(audience, shareWith));
          }
        // Members count every report that reaches them, whatever layer it lies in.
        for (const shareWith of AUDIENCES) expect(held.countsFor('partners', shareWith)).toBe(true);
      }),
    );
  });
});
