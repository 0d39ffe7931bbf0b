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

const END_MS = 1_000;
const now = () => END_MS - 1;
const peer = (uri: string, fingerprint = ''): PeerIdentity => ({
  uri,
  fingerprint,
  kind: '',
  id: '',
  validToMs: END_MS,
});
/** A certificate that has ended since the connection was made is nobody's. */
const ENDED = null;
const STRANGERS = [
  ENDED,
  peer(organisationUri('NOBODY')),
  peer(organisationUri('GONE')),
  peer(organisationUri('HERE'), REVOKED),
  peer(organisationUri('THERE')),
  peer(serviceUri('intake-RS')),
  peer(serviceUri('insights')),
];

function forEachEndpoint(
  server: ServerName,
  work: (knock: (caller: PeerIdentity | null) => CallRequest) => void,
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

describe('a doorkeeper', () => {
  it('refuses all who may not come in the same, and lets nobody in whom the table refuses', () => {
    const authorizer = createAuthorizer({ server: 'node', country: 'MK', registry: () => registry, now });
    const refusals = new Set<string>();
    forEachEndpoint('node', (knock) => {
      const isOpen = accessTo('node', knock(ENDED).method, 'unknown') !== 'refused';
      for (const caller of STRANGERS) {
        const error = thrownBy(() => authorizer.authorize(knock(caller)));
        expect([knock(caller).method, error === undefined]).toEqual([knock(caller).method, isOpen]);
        if (error !== undefined) refusals.add(JSON.stringify([error.code, error.message, error.details]));
        expect(thrownBy(() => authorizer.reauthorize(knock(caller)))?.message).toBe(error?.message);
      }
    });
    expect(refusals.size).toBe(1);
  });

  it('tells the audit of whoever is refused, once, and not of one who is asked about again', () => {
    const denied: CallRequest[] = [];
    const authorized: PeerIdentity[] = [];
    const authorizer = createAuthorizer({
      ...{ server: 'node', country: 'MK', registry: () => registry, now },
      onDenied: (knock) => denied.push(knock),
      onAuthorized: (caller) => authorized.push(caller),
    });
    const method = '/waylight.intake.v1.IntakeService/ListReports';
    const [gone, here] = [peer(organisationUri('GONE')), peer(organisationUri('HERE'))];
    thrownBy(() => authorizer.authorize({ caller: gone, method }));
    thrownBy(() => authorizer.reauthorize({ caller: gone, method }));
    expect(authorizer.authorize({ caller: here, method })).toMatchObject({ kind: 'network', access: 'own' });
    expect(denied).toEqual([{ caller: gone, method }]);
    expect(authorized).toEqual([here]);
  });

  it('takes who was let in for nobody from the end of the certificate on, also where the call began before', () => {
    let nowMs = END_MS - 1;
    const authorizer = createAuthorizer({
      server: 'node',
      country: 'MK',
      registry: () => registry,
      now: () => nowMs,
    });
    const method = '/waylight.intake.v1.IntakeService/SubmitReports';
    const knock = { caller: peer(organisationUri('HERE')), method };
    expect(authorizer.authorize(knock).access).not.toBe('refused');
    nowMs = END_MS;
    for (const ask of [authorizer.authorize, authorizer.reauthorize])
      expect(thrownBy(() => ask(knock))?.code).toBe('PERMISSION_DENIED');
  });

  it('asks the registry that is in force', () => {
    let current = registry;
    const authorizer = createAuthorizer({ server: 'insights', registry: () => current, now });
    const knock = {
      caller: peer(organisationUri('HERE')),
      method: '/waylight.insights.v1.InsightsService/GetRelease',
    };
    authorizer.reauthorize(knock);
    const next = parseRegistry({
      version: 2,
      organisations: [{ ...organisation, id: 'HERE', status: 'suspended' }],
      operators: [],
    });
    if ('problems' in next) throw new Error(next.problems.join());
    current = next.registry;
    expect(thrownBy(() => authorizer.reauthorize(knock))?.code).toBe('PERMISSION_DENIED');
  });
});
