import { AuditKind } from '@waylight/contracts/audit';
import { expect, test } from 'vitest';
import { AUDIT_KINDS } from '../commands/audit.ts';
import { parseAuditKind } from './show.ts';

test('every kind of the contract can be asked for, and no other', () => {
  const kinds = Object.values(AuditKind).filter((kind) => kind !== AuditKind.UNSPECIFIED);
  expect(AUDIT_KINDS.map(parseAuditKind)).toEqual(kinds);
});
