import { officerUri, organisationUri, parseRegistry } from '@waylight/access';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { expect, it } from 'vitest';
import { ANONYMOUS_ACTOR } from '../chain/audit-event.ts';
import { accessRefusedEvent } from './actors.ts';

const REVOKED = Array.from({ length: 32 }, () => 'AB').join(':');
const organisation = { name: 'name', countries: ['MK'], role: 'network' };
const parsed = parseRegistry({
  version: 1,
  organisations: [
    { ...organisation, id: 'HERE', number: 1, status: 'active' },
    { ...organisation, id: 'GONE', number: 2, status: 'suspended' },
  ],
  operators: [],
  officers: [{ id: 'of-gone', organisation: 'GONE' }],
  revoked: [{ fingerprint: REVOKED, holder: 'HERE', on: '2026-03-01', reason: 'device-lost' }],
});
if ('problems' in parsed) throw new Error(parsed.problems.join());
const { registry } = parsed;
const refused = (uri: string, fingerprint = '') =>
  accessRefusedEvent({ caller: { uri, fingerprint, kind: '', id: '', validToMs: 0 } }, registry);
const kind = AuditKind.ACCESS_REFUSED;
const numbered = (number: number) => ({ kind: 'organisation', number });

it('records actor and outcome for forbidden, suspended, revoked and unknown callers', () => {
  const { PERMISSION_DENIED, SUSPENDED, REVOKED: outcome, UNAUTHENTICATED } = AuditOutcome;
  expect(refused(organisationUri('HERE'))).toEqual({ kind, actor: numbered(1), outcome: PERMISSION_DENIED });
  expect(refused(organisationUri('GONE'))).toEqual({ kind, actor: numbered(2), outcome: SUSPENDED });
  expect(refused(officerUri('of-gone'))).toEqual({
    kind,
    actor: { kind: 'officer', id: 'of-gone' },
    outcome: SUSPENDED,
  });
  expect(refused(organisationUri('HERE'), REVOKED)).toEqual({ kind, actor: numbered(1), outcome });
  expect(refused(organisationUri('GONE'), REVOKED)).toEqual({ kind, actor: numbered(2), outcome });
  expect(refused(organisationUri('NOBODY'))).toEqual({
    kind,
    actor: ANONYMOUS_ACTOR,
    outcome: PERMISSION_DENIED,
  });
  expect(refused(organisationUri('NOBODY'), REVOKED)).toEqual({ kind, actor: ANONYMOUS_ACTOR, outcome });
  expect(accessRefusedEvent({ caller: null }, registry)).toEqual({
    kind,
    actor: ANONYMOUS_ACTOR,
    outcome: UNAUTHENTICATED,
  });
});
