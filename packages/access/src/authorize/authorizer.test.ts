import type { PeerIdentity, RpcError } from '@waylight/service-kit';
import { describe, expect, it } from 'vitest';
import { organisationUri, serviceUri } from '../pure/registry/identity.ts';
import { parseRegistry } from '../pure/registry/registry.ts';
import { accessTo, endpointsOf, type ServerName } from '../pure/table/access-table.ts';
import { type CallRequest, createAuthorizer } from './authorizer.ts';

const REVOKED = Array.from({ length: 32 }, () => 'AB').join(':');
const organisation = { number: 1, name: 'name', countries: ['MK'], role: 'network', status: 'active' };
const parsed = parseRegistry({
  version: 1,
  organisations: [
    { ...organisation, id: 'HERE' },
    { ...organisation, id: 'GONE', number: 2, status: 'suspended' },
    { ...organisation, id: 'THERE', number: 3, countries: ['RS'] },
  ],
  operators: [],
  revoked: [{ fingerprint: REVOKED, holder: 'HERE', on: '2026-03-01', reason: 'device-lost' }],
});
if ('problems' in parsed) throw new Error(parsed.problems.join());
const { registry } = parsed;

const EXPIRY_MS = 1_000;
const now = () => EXPIRY_MS - 1;
const peer = (uri: string, fingerprint = ''): PeerIdentity => ({
  uri,
  fingerprint,
  kind: '',
  id: '',
  validToMs: EXPIRY_MS,
});
/** A caller whose certificate expired during the connection has no identity. */
const EXPIRED = null;
const STRANGERS = [
  EXPIRED,
  peer(organisationUri('NOBODY')),
  peer(organisationUri('GONE')),
  peer(organisationUri('HERE'), REVOKED),
  peer(organisationUri('THERE')),
  peer(serviceUri('intake-RS')),
  peer(serviceUri('insights')),
];

function forEachEndpoint(
  server: ServerName,
  work: (toRequest: (caller: PeerIdentity | null) => CallRequest) => void,
): void {
  for (const method of endpointsOf(server)) work((caller) => ({ caller, method }));
}

function thrownBy(work: () => unknown): RpcError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as RpcError;
  }
}

describe('an authorizer', () => {
  it('denies all calls that the table refuses, with the same error for each', () => {
    const authorizer = createAuthorizer({ server: 'node', country: 'MK', registry: () => registry, now });
    const refusals = new Set<string>();
    forEachEndpoint('node', (toRequest) => {
      const isPermitted = accessTo('node', toRequest(EXPIRED).method, 'unknown') !== 'refused';
      for (const caller of STRANGERS) {
        const error = thrownBy(() => authorizer.authorize(toRequest(caller)));
        expect([toRequest(caller).method, error === undefined]).toEqual([
          toRequest(caller).method,
          isPermitted,
        ]);
        if (error !== undefined) refusals.add(JSON.stringify([error.code, error.message, error.details]));
        expect(thrownBy(() => authorizer.reauthorize(toRequest(caller)))?.message).toBe(error?.message);
      }
    });
    expect(refusals.size).toBe(1);
  });

  it('reports a denied call once, and not again when the call is re-authorised', () => {
    const denied: CallRequest[] = [];
    const authorized: PeerIdentity[] = [];
    const authorizer = createAuthorizer({
      server: 'node',
      country: 'MK',
      registry: () => registry,
      now,
      onDenied: (request) => denied.push(request),
      onAuthorized: (caller) => authorized.push(caller),
    });
    const method = '/waylight.intake.v1.IntakeService/ListReports';
    const [suspended, active] = [peer(organisationUri('GONE')), peer(organisationUri('HERE'))];
    thrownBy(() => authorizer.authorize({ caller: suspended, method }));
    thrownBy(() => authorizer.reauthorize({ caller: suspended, method }));
    expect(authorizer.authorize({ caller: active, method })).toMatchObject({
      kind: 'network',
      access: 'own',
    });
    expect(denied).toEqual([{ caller: suspended, method }]);
    expect(authorized).toEqual([active]);
  });

  it('denies a caller after its certificate expired, also in an open call', () => {
    let nowMs = EXPIRY_MS - 1;
    const authorizer = createAuthorizer({
      server: 'node',
      country: 'MK',
      registry: () => registry,
      now: () => nowMs,
    });
    const method = '/waylight.intake.v1.IntakeService/SubmitReports';
    const request = { caller: peer(organisationUri('HERE')), method };
    expect(authorizer.authorize(request).access).not.toBe('refused');
    nowMs = EXPIRY_MS;
    for (const check of [authorizer.authorize, authorizer.reauthorize])
      expect(thrownBy(() => check(request))?.code).toBe('PERMISSION_DENIED');
  });

  it('uses the active registry', () => {
    let current = registry;
    const authorizer = createAuthorizer({ server: 'insights', registry: () => current, now });
    const request = {
      caller: peer(organisationUri('HERE')),
      method: '/waylight.insights.v1.InsightsService/GetRelease',
    };
    authorizer.reauthorize(request);
    const next = parseRegistry({
      version: 2,
      organisations: [{ ...organisation, id: 'HERE', status: 'suspended' }],
      operators: [],
    });
    if ('problems' in next) throw new Error(next.problems.join());
    current = next.registry;
    expect(thrownBy(() => authorizer.reauthorize(request))?.code).toBe('PERMISSION_DENIED');
  });
});
