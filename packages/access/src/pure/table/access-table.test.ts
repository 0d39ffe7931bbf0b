import { readFileSync } from 'node:fs';
import { NODE_COUNTRIES } from '@waylight/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUDIENCE_OF_CALLER,
  accessTo,
  type CallerKind,
  callerKinds,
  classifyCaller,
  endpointsOf,
  hasEndpoint,
  SERVERS,
} from '../../index.ts';
import { officerUri, organisationUri, serviceUri } from '../registry/identity.ts';
import { parseRegistry } from '../registry/registry.ts';

const all = SERVERS.flatMap((server) => endpointsOf(server).map((endpoint) => ({ server, endpoint })));
const anyEndpoint = fc.constantFrom(...all);
const anyKind = fc.constantFrom(...callerKinds);

/** Endpoints that read or change reports of organisations. */
const isOfReports = ({ endpoint }: { readonly endpoint: string }): boolean =>
  endpoint.includes('IntakeService') || endpoint.includes('/v1/own/');
const isOfCounts = ({ endpoint }: { readonly endpoint: string }): boolean =>
  isOfReports({ endpoint }) || endpoint.includes('OperationsService');

describe('the table', () => {
  it('gives unknown, suspended and service callers the same access at every endpoint with certificates', () => {
    fc.assert(
      fc.property(anyEndpoint, ({ server, endpoint }) => {
        const [unknown, ...alike] = (['unknown', 'suspended', 'node', 'service'] as const).map((kind) =>
          accessTo(server, endpoint, kind),
        );
        // HTTP ignores certificates, so a service has the access of the public.
        if (server === 'insights-http') expect(alike[0]).toBe(unknown);
        else for (const one of alike) expect(one).toBe(unknown);
      }),
    );
  });

  it('refuses endpoints that it does not contain', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SERVERS), fc.string(), anyKind, (server, endpoint, kind) => {
        fc.pre(!hasEndpoint(server, endpoint));
        expect(accessTo(server, endpoint, kind)).toBe('refused');
      }),
    );
    expect(accessTo('node', '__proto__', 'lead')).toBe('refused');
    expect(accessTo('node', 'GET /v1/trends', 'lead')).toBe('refused');
  });

  it('gives reports only to their organisations', () => {
    for (const { server, endpoint } of all.filter(isOfReports))
      for (const kind of callerKinds) {
        const access = accessTo(server, endpoint, kind);
        const isTheirs = ['network', 'public-source', 'regional', 'lead'].includes(kind);
        if (endpoint.endsWith('/GetReview') || endpoint.endsWith('/ListCodes')) continue;
        expect([endpoint, kind, access]).toEqual([endpoint, kind, isTheirs ? 'own' : 'refused']);
      }
  });

  it('never gives reports or counts to a data-protection officer, an authority or another service', () => {
    for (const { server, endpoint } of all.filter(isOfCounts))
      for (const kind of ['officer', 'authority', 'node', 'service', 'elsewhere', 'unknown'] as const)
        expect([endpoint, kind, accessTo(server, endpoint, kind)]).toEqual([endpoint, kind, 'refused']);
  });

  it('gives the whole audit only to operators', () => {
    for (const { server, endpoint } of all.filter((one) => one.endpoint.includes('AuditService')))
      expect(callerKinds.filter((kind) => accessTo(server, endpoint, kind) === 'full')).toEqual(['operator']);
  });

  it('permits approvals only to members', () => {
    const approvals = all.filter(({ endpoint }) =>
      /approval|(Request|Approve|ObjectTo|Withdraw)Release|Approval/.test(endpoint),
    );
    expect(approvals).toHaveLength(13);
    for (const { server, endpoint } of approvals)
      for (const kind of callerKinds)
        if (AUDIENCE_OF_CALLER[kind] !== 'partners')
          expect(accessTo(server, endpoint, kind)).toMatch(/refused|absent/);
  });

  it('treats callers without an audience like the public', () => {
    for (const endpoint of endpointsOf('insights'))
      for (const kind of callerKinds)
        if (accessTo('insights', endpoint, kind) === 'as-public')
          expect([kind, AUDIENCE_OF_CALLER[kind]]).toEqual([kind, 'public']);
  });
});

describe('a caller', () => {
  const parsed = parseRegistry(
    JSON.parse(readFileSync(new URL('../../../../../infra/registry/registry.json', import.meta.url), 'utf8')),
  );
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const { registry } = parsed;
  const at = (uri: string, country?: (typeof NODE_COUNTRIES)[number]): CallerKind =>
    classifyCaller(registry.identify({ uri, fingerprint: '' }), country);

  it('is a lead only at its own node and at the region', () => {
    expect(NODE_COUNTRIES.filter((country) => at(organisationUri('MYLA'), country) === 'lead')).toEqual([
      'MK',
    ]);
    expect(at(organisationUri('MYLA'), 'RS')).toBe('elsewhere');
    expect(at(organisationUri('MYLA'))).toBe('lead');
    expect(at(organisationUri('DRC'), 'MK')).toBe('regional');
    expect(at(organisationUri('SIM-MK-1'), 'MK')).toBe('network');
    expect(at(organisationUri('NOBODY'), 'MK')).toBe('unknown');
  });

  it('is a public source only if it is not a member', () => {
    const drc = registry.findById('DRC');
    if (drc === undefined) throw new Error('the registry has no DRC');
    expect(classifyCaller({ kind: 'organisation', organisation: { ...drc, role: 'network' } }, 'MK')).toBe(
      'public-source',
    );
  });

  it('is an officer at the nodes of its country or organisation, and at the region', () => {
    expect(
      NODE_COUNTRIES.filter((country) => at(officerUri('trial-officer'), country) === 'officer'),
    ).toEqual(['MK']);
    expect(at(officerUri('trial-officer'), 'RS')).toBe('elsewhere');
    expect(at(officerUri('trial-officer'))).toBe('officer');
    const organisation = registry.findById('BCHR');
    const ofBchr = {
      kind: 'officer',
      id: 'dpo',
      organisation,
      countries: organisation?.countries ?? [],
    } as const;
    expect(NODE_COUNTRIES.filter((country) => classifyCaller(ofBchr, country) === 'officer')).toEqual(['RS']);
  });

  it('is a node or a service by its own certificate, also at its own endpoint', () => {
    expect(at(serviceUri('intake-MK'), 'MK')).toBe('node');
    expect(at(serviceUri('insights'), 'MK')).toBe('service');
  });
});
