import { afterEach, beforeEach, describe } from 'vitest';
import { commitRules } from './commits.ts';
import { frozenRules } from './frozen.ts';
import { generationRules } from './generations.ts';
import { interleavingRules } from './interleavings.ts';
import type { StoreFixture, ViewStoreSubject } from './subject.ts';

export function viewStoreConformance(adapter: string, makeSubject: () => Promise<ViewStoreSubject>): void {
  describe(`view store, ${adapter}`, () => {
    const fixture = {} as StoreFixture;

    beforeEach(async () => {
      fixture.subject = await makeSubject();
      fixture.store = await fixture.subject.open();
    });

    afterEach(async () => {
      await fixture.store.close();
      await fixture.subject.remove();
    });

    commitRules(fixture);
    frozenRules(fixture);
    generationRules(fixture);
    interleavingRules(fixture);
  });
}
