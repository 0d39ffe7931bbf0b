import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { aggregationConfig } from '@waylight/aggregation';
import { DEFAULT_DIR } from '@waylight/deployment';
import { insightsConfig } from '@waylight/insights';
import { intakeConfig } from '@waylight/intake';
import { type Manifest, parseManifests, readHelmRenderings } from '@waylight/tests-contract/helm-files';
import { afterAll, beforeAll, expect, it } from 'vitest';

const READERS = { node: intakeConfig, aggregation: aggregationConfig, insights: insightsConfig };

type Variables = Readonly<Record<string, string>>;

const isVariables = (manifest: Manifest): manifest is Manifest & { readonly data: Variables } =>
  manifest.kind === 'ConfigMap' && !manifest.metadata.name.endsWith('-probe');

const parts = readHelmRenderings().flatMap(({ name, text }) =>
  parseManifests(text)
    .filter(isVariables)
    .map(
      ({ metadata, data }) => [`${name}: ${metadata.name}`, metadata.name.split('-')[1] ?? '', data] as const,
    ),
);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-variables-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

it.each(parts)('the service accepts the variables of %s', (_what, part, variables) => {
  const env = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replaceAll(DEFAULT_DIR, dir)]),
  );
  for (const file of Object.values(env).filter(
    (value) => value.startsWith(dir) && !value.includes('/data/'),
  )) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
  const read = READERS[part as keyof typeof READERS];
  expect(() => read(env)).not.toThrow();
  expect(() => read({ ...env, WAYLIGHT_KAFKA_BROKERS: 'kafka' })).toThrow('WAYLIGHT_KAFKA_BROKERS');
});

it('belong to every part', () => {
  expect(new Set(parts.map(([, part]) => part))).toEqual(new Set(Object.keys(READERS)));
});
