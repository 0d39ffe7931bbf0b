import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStreamLimiter } from './stream-limiter.ts';

const step = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  isPublic: fc.boolean(),
  leaves: fc.nat(),
});

it('never exceeds the maximum of a caller, the public or all, and frees closed streams', () => {
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 1, max: 3 }), (steps, maxPerCaller) => {
      const maxTotal = 5;
      const limiter = createStreamLimiter({ maxPerCaller, maxTotal });
      const open: { key: string; isPublic: boolean; leave: () => void }[] = [];
      const count = (fits: (one: (typeof open)[number]) => boolean) => open.filter(fits).length;
      for (const { key: name, isPublic, leaves } of steps) {
        const key = `${isPublic} ${name}`;
        const isFree =
          count((one) => one.key === key) < maxPerCaller &&
          open.length < maxTotal &&
          (!isPublic || count((one) => one.isPublic) < 2);
        const came = limiter.enter({ key, isPublic });
        expect('leave' in came).toBe(isFree);
        if ('leave' in came) open.push({ key, isPublic, leave: came.leave });
        const [gone] = leaves % 2 === 0 ? open.splice(leaves % (open.length + 1), 1) : [];
        // A second call has no effect.
        gone?.leave();
        gone?.leave();
      }
    }),
  );
});
