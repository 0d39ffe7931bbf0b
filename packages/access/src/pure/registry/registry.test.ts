import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  authorityUri,
  officerUri,
  operatorUri,
  organisationUri,
  parseRegistry,
  serviceUri,
} from '../../index.ts';

const shipped = JSON.parse(
  readFileSync(new URL('../../../../../infra/registry/registry.json', import.meta.url), 'utf8'),
);

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');
const OTHER_FINGERPRINT = FINGERPRINT.replace('AB', 'CD');
const certificate = (uri: string, fingerprint = OTHER_FINGERPRINT) => ({ uri, fingerprint });

function registry(change: (input: typeof shipped) => void = () => {}) {
  const input = structuredClone(shipped);
  change(input);
  return parseRegistry(input);
}

describe('the registry', () => {
  it('as shipped has a lead for every node', () => {
    const parsed = registry();
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    for (const country of ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'] as const)
      expect(parsed.registry.findLead(country)?.status).toBe('active');
  });

  it('identifies an organisation and an operator by their certificates, and no unknown caller', () => {
    const parsed = registry();
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    expect(parsed.registry.identify(certificate(organisationUri('MYLA')))).toMatchObject({
      kind: 'organisation',
    });
    expect(parsed.registry.identify(certificate(operatorUri('region')))).toEqual({
      kind: 'operator',
      id: 'region',
    });
    expect(parsed.registry.identify(certificate(organisationUri('region')))).toBeUndefined();
    expect(parsed.registry.identify(certificate('https://organisation/MYLA'))).toBeUndefined();
  });

  it('identifies authorities and data-protection officers, except those of a suspended organisation', () => {
    const parsed = registry((input) => {
      input.organisations[4].status = 'suspended';
      input.officers = [
        { id: 'of-mk', country: 'MK' },
        { id: 'of-myla', organisation: 'MYLA' },
        { id: 'of-drc', organisation: 'DRC' },
      ];
    });
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    const kindOf = (uri: string) => parsed.registry.identify(certificate(uri))?.kind;
    expect(kindOf(authorityUri('trial-authority'))).toBe('authority');
    expect(['of-mk', 'of-drc', 'of-myla', 'region'].map((id) => kindOf(officerUri(id)))).toEqual([
      'officer',
      'officer',
      undefined,
      undefined,
    ]);
    expect(kindOf(operatorUri('of-mk'))).toBeUndefined();
  });

  it('distinguishes a country’s node and another service by their certificates', () => {
    const parsed = registry();
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    const { identify } = parsed.registry;
    expect(identify(certificate(serviceUri('intake-RS')))).toEqual({ kind: 'node', country: 'RS' });
    expect(identify(certificate(serviceUri('insights')))).toEqual({ kind: 'service', id: 'insights' });
    expect(identify(certificate('waylight://constructor/insights'))).toBeUndefined();
  });

  it('without authorities and officers is valid', () => {
    const parsed = registry((input) => {
      delete input.authorities;
      delete input.officers;
    });
    expect(parsed).toMatchObject({ registry: { authorities: [], officers: [] } });
  });

  it.each([
    [{ id: 'dpo' }, 'officers.0: must have an organisation or a country'],
    [
      { id: 'dpo', country: 'MK', organisation: 'MYLA' },
      'officers.0: must have an organisation or a country',
    ],
    [{ id: 'dpo', organisation: 'NOBODY' }, 'officers: dpo is an officer of NOBODY'],
  ])('rejects the officer %j', (officer, problem) => {
    const parsed = registry((input) => {
      input.officers = [officer];
    });
    expect(parsed).toEqual({ problems: [expect.stringContaining(problem)] });
  });

  it('rejects `reinstatedIn` above the current version, because it would invalidate all sessions', () => {
    const parsed = registry((input) => {
      input.organisations[4].reinstatedIn = 2;
    });
    expect(parsed).toEqual({ problems: [expect.stringContaining('reinstatedIn of MYLA is 2')] });
  });

  it('does not identify a suspended organisation', () => {
    const parsed = registry((input) => {
      for (const o of input.organisations) o.status = 'suspended';
    });
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    expect(parsed.registry.identify(certificate(organisationUri('MYLA')))).toBeUndefined();
  });

  it('does not identify a revoked certificate, but identifies another certificate of the same holder', () => {
    const parsed = registry((input) => {
      input.revoked = [{ fingerprint: FINGERPRINT, holder: 'MYLA', on: '2026-03-01', reason: 'device-lost' }];
    });
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    const { identify } = parsed.registry;
    expect(identify(certificate(organisationUri('MYLA'), FINGERPRINT))).toBeUndefined();
    expect(identify(certificate(organisationUri('MYLA')))).toMatchObject({ kind: 'organisation' });
  });

  it('rejects free text as the reason of a revocation', () => {
    const revocation = {
      fingerprint: FINGERPRINT,
      holder: 'MYLA',
      on: '2026-03-01',
      reason: 'taken from Ana',
    };
    const parsed = registry((input) => {
      input.revoked = [revocation];
    });
    expect(parsed).toMatchObject({ problems: [expect.stringMatching(/^revoked\.0\.reason: /)] });
    expect(JSON.stringify(parsed)).not.toContain('Ana');
  });

  it('rejects a duplicate id or number, and a second lead of a country', () => {
    const parsed = registry((input) => input.organisations.push({ ...input.organisations[0] }));
    expect(parsed).toEqual({
      problems: [
        'organisations: the id AHC is used twice',
        'organisations: the number 1 is used twice',
        'organisations: AL has two leads',
      ],
    });
  });
});
