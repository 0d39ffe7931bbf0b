import { afterEach, beforeEach, describe } from 'vitest';
import { commitRules } from './commits.ts';
import { frozenRules } from './frozen.ts';
import { generationRules } from './generations.ts';
import { interleavingRules } from './interleavings.ts';
import type { Bench, ViewStoreSubject } from './subject.ts';

export function viewStoreConformance(adapter: string, makeSubject: () => Promise<ViewStoreSubject>): void {
  describe(`view store, ${adapter}`, () => {
    const bench = {} as Bench;

    beforeEach(async () => {
      bench.subject = await makeSubject();
      bench.store = await bench.subject.open();
    });

    afterEach(async () => {
      await bench.store.close();
      await bench.subject.remove();
    });

    commitRules(bench);
    frozenRules(bench);
    generationRules(bench);
    interleavingRules(bench);
  });
}
