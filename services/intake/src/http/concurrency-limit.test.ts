import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createConcurrencyLimit } from './concurrency-limit.ts';

it('lets each caller have so much going on and no more, whatever the others do and in whichever order it ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ caller: fc.constantFrom('A', 'B'), end: fc.nat(9), isEnd: fc.boolean() })),
      (most, steps) => {
        const atOnce = createConcurrencyLimit(most);
        const running: { readonly caller: string; readonly end: () => void }[] = [];
        const of = (caller: string) => running.filter((one) => one.caller === caller).length;
        for (const { caller, end, isEnd } of steps) {
          if (isEnd && running.length > 0) {
            const [one] = running.splice(end % running.length, 1);
            one?.end();
            // Told twice, it is over once.
            one?.end();
            continue;
          }
          const ended = atOnce.tryAcquire(caller);
          expect(ended === undefined).toBe(of(caller) === most);
          if (ended !== undefined) running.push({ caller, end: ended });
        }
      },
    ),
  );
});
