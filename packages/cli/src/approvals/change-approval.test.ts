import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { expect, test } from 'vitest';
import { EXAMPLE_ID } from './change-approval.ts';

test('the example of the help texts is a release of the default plan', () => {
  const [tableId, , audience] = EXAMPLE_ID.split('.');
  const table = DEFAULT_RELEASE_PLAN.tables.find(({ id }) => id === tableId);
  expect([table?.audience, ...(table?.alsoFor ?? [])]).toContain(audience);
});
