import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findConfiguredInstallation, parseEnvFile } from './installation.ts';
import { LOCAL_NETWORK_VARIABLE, REGISTRY_VARIABLE, SERVICE_VARIABLES } from './service-variables.ts';

const absolute = (path: string) => (path.startsWith('/') ? path : `/here/${path}`);

describe('the variables that the doctor reads', () => {
  const page = readFileSync(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8');
  const documented = new Set([...page.matchAll(/`(WAYLIGHT_[A-Z_]+)`/g)].map(([, name]) => name));
  const known = SERVICE_VARIABLES.flatMap(
    ({ presenceVariable, data, secrets, certificates, encryptedWith }) => [
      ...[presenceVariable, ...data, ...secrets, ...certificates],
      ...(encryptedWith === undefined ? [] : [encryptedWith]),
    ],
  );

  it('are variables of the services', () => {
    for (const name of [...known, REGISTRY_VARIABLE, LOCAL_NETWORK_VARIABLE])
      expect(documented).toContain(name);
  });

  it('are all variables of files and folders, except public ones', () => {
    const isPublic = new Set([
      ...['WAYLIGHT_RELEASE_PLAN_FILE', 'WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE', REGISTRY_VARIABLE],
      // These folders contain static pages without any number.
      'WAYLIGHT_INSIGHTS_DASHBOARD_DIR',
    ]);
    const places = [...documented].filter((name) => /_(FILE|DIR)$/.test(name ?? ''));
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter((name = '') => !known.includes(name) && !isPublic.has(name))).toEqual([]);
  });
});

describe('an installation', () => {
  it('has the files of several services', () => {
    const installation = findConfiguredInstallation(
      {
        WAYLIGHT_INTAKE_DATA_DIR: 'ledger',
        WAYLIGHT_INTAKE_KEYS_FILE: '/keys/node-MK.json',
        WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE: 'node.crt',
        WAYLIGHT_AGGREGATION_AUDIT_FILE: '/var/lib/aggregation/audit.sqlite',
        WAYLIGHT_LOCAL_NETWORK: 'yes',
      },
      absolute,
    );
    expect(installation).toEqual({
      isTrial: false,
      folders: [
        { path: '/here/ledger', isSealed: true },
        { path: '/var/lib/aggregation', isSealed: false },
      ],
      keyFolders: [{ key: '/keys/node-MK.json', folder: '/here/ledger' }],
      secrets: ['/keys/node-MK.json'],
      certificates: ['/here/node.crt'],
      registry: undefined,
      isLocalNetwork: true,
    });
  });

  it('is undefined without a configured service', () => {
    expect(findConfiguredInstallation({ WAYLIGHT_REGISTRY_FILE: 'registry.json' }, absolute)).toBeUndefined();
  });
});

describe('a file of variables', () => {
  it('is parsed as systemd and Docker do', () => {
    const text = '# a node\n\nexport A=1\nB="two words"\n; a comment\nC=\'x=y\'\nD=\nE=a#b\n';
    expect(parseEnvFile(text)).toEqual({
      variables: { A: '1', B: 'two words', C: 'x=y', D: '', E: 'a#b' },
      problem: undefined,
    });
  });

  it('is refused without quoting a wrong line', () => {
    const { problem } = parseEnvFile('A=1\na-password-on-its-own');
    expect(problem).toBe('line 2 is not NAME=value');
  });
});
