import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createConcurrencyLimit } from './concurrency-limit.ts';

it('limits each caller separately, in whatever order requests begin and end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ caller: fc.constantFrom('A', 'B'), end: fc.nat(9), isEnd: fc.boolean() })),
      (max, steps) => {
        const limit = createConcurrencyLimit(max);
        const running: { readonly caller: string; readonly end: () => void }[] = [];
        const countOf = (caller: string) => running.filter((one) => one.caller === caller).length;
        for (const { caller, end, isEnd } of steps) {
          if (isEnd && running.length > 0) {
            const [one] = running.splice(end % running.length, 1);
            one?.end();
            // A second release has no effect.
            one?.end();
            continue;
          }
          const release = limit.tryAcquire(caller);
          expect(release === undefined).toBe(countOf(caller) === max);
          if (release !== undefined) running.push({ caller, end: release });
        }
      },
    ),
  );
});
