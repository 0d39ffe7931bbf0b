import { AuditKind } from '@waylight/contracts/audit';
import { expect, test } from 'vitest';
import { enumCode, enumCodes, enumLabel, enumValue } from './enum-names.ts';

test('a code can be converted back to its value', () => {
  const codes = enumCodes(AuditKind);
  expect(codes).toContain('access-refused');
  expect(codes).not.toContain('unspecified');
  expect(codes.map((code) => enumCode(AuditKind, enumValue(AuditKind, code)))).toEqual(codes);
  expect(() => enumValue(AuditKind, 'no-such-kind')).toThrow('no-such-kind is not in the contract');
});

test('a value that this version does not know is "unknown"', () => {
  expect([enumCode(AuditKind, 9_999), enumLabel(AuditKind, AuditKind.ACCESS_REFUSED)]).toEqual([
    'unknown',
    'access refused',
  ]);
});
