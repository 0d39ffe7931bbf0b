import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operatorUri, organisationUri, parseRegistry } from './index.ts';

const shipped = JSON.parse(
  readFileSync(new URL('../../../infra/registry/registry.json', import.meta.url), 'utf8'),
);

function registry(change: (input: typeof shipped) => void = () => {}) {
  const input = structuredClone(shipped);
  change(input);
  return parseRegistry(input);
}

describe('the registry', () => {
  it('that is shipped names a lead for every node', () => {
    const parsed = registry();
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    for (const country of ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'] as const)
      expect(parsed.registry.leadOf(country)?.status).toBe('active');
  });

  it('knows an organisation and an operator by their certificate, and nobody else', () => {
    const parsed = registry();
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    expect(parsed.registry.identify(organisationUri('MYLA'))).toMatchObject({ kind: 'organisation' });
    expect(parsed.registry.identify(operatorUri('region'))).toEqual({ kind: 'operator', id: 'region' });
    expect(parsed.registry.identify(organisationUri('region'))).toBeUndefined();
    expect(parsed.registry.identify('https://organisation/MYLA')).toBeUndefined();
  });

  it('does not know a suspended organisation', () => {
    const parsed = registry((input) => {
      for (const o of input.organisations) o.status = 'suspended';
    });
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    expect(parsed.registry.identify(organisationUri('MYLA'))).toBeUndefined();
  });

  it('refuses an id or a number that is used twice, and a second lead of a country', () => {
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
