import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeList } from './codes.ts';
import {
  ELIMINATION,
  primaryCause,
  primaryMethod,
  primaryPerpetrator,
  primaryPersonGroup,
  primaryType,
} from './elimination.ts';

test('the priority order of a list contains every code of the list once', () => {
  for (const [list, order] of Object.entries(ELIMINATION)) {
    const ids = codeList(list as keyof typeof ELIMINATION).map((code) => code.id);
    expect([...order].sort()).toEqual([...ids].sort());
  }
});

test('the primary type is the most serious and specific of the stated types', () => {
  expect(primaryType(['physical-violence', 'sexual-violence-rape', 'pushback'])).toBe('sexual-violence-rape');
  expect(primaryType(['pushback', 'chain-pushback', 'theft-robbery'])).toBe('chain-pushback');
  expect(primaryType(['trafficking', 'trafficking-begging'])).toBe('trafficking-begging');
  expect(primaryType(['death', 'pushback'])).toBe('death');
});

test('the primary type does not depend on order or repetition, and is one of the stated types', () => {
  const type = fc.constantFrom(...ELIMINATION.incidentType);
  fc.assert(
    fc.property(fc.array(type, { minLength: 1 }), (types) => {
      const primary = primaryType(types);
      expect(types).toContain(primary);
      expect(primaryType([...types].reverse().concat(types))).toBe(primary);
    }),
  );
});

test('without a value the primary value is unknown, and any stated value has priority over unknown', () => {
  expect(primaryType([])).toBe('unknown');
  expect(primaryMethod([])).toBe('unknown');
  expect(primaryType(['unknown', 'smuggling-fraud'])).toBe('smuggling-fraud');
  expect(primaryPerpetrator(['unknown', 'police'])).toBe('police');
});

test('two different causes become `mixed or unknown`; the same cause twice stays this cause', () => {
  expect(primaryCause(['drowning', 'harsh-conditions'])).toBe('unknown');
  expect(primaryCause(['drowning', 'drowning'])).toBe('drowning');
  expect(primaryCause([])).toBe('unknown');
});

test('among persons, an unaccompanied child has the highest priority', () => {
  expect(primaryPersonGroup(['man', 'woman', 'unaccompanied-or-separated-child'])).toBe(
    'unaccompanied-or-separated-child',
  );
  expect(primaryPersonGroup(['man', 'woman', 'other-child'])).toBe('other-child');
});
