import { readFile } from 'node:fs/promises';
import { DEFAULT_RELEASE_PLAN, parseReleasePlan, type ReleasePlan } from '@waylight/disclosure-control';
import { parseRegistry, type Registry } from '@waylight/registry';
import { ConfigError, readKey, type TlsMaterial } from '@waylight/service-kit';
import type { AggregationConfig } from './config.ts';
import { hasDimension } from './release/code-of.ts';

const LEAST_SECRET_BYTES = 32;

/** The files that the configuration names; what is wrong in one stops the service with a line that says so. */
export async function readPlan(file: string | undefined): Promise<ReleasePlan> {
  if (file === undefined) return DEFAULT_RELEASE_PLAN;
  const parsed = parseReleasePlan(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.ok) {
    const problems = parsed.problems.map(({ path, problem }) => `${path}: ${problem}`).join('; ');
    throw wrong('WAYLIGHT_RELEASE_PLAN_FILE', file, problems);
  }
  const unknown = parsed.plan.tables
    .flatMap(({ rows, columns }) => [rows.dimension, columns.dimension])
    .find((dimension) => !hasDimension(dimension));
  if (unknown !== undefined)
    throw wrong(
      'WAYLIGHT_RELEASE_PLAN_FILE',
      file,
      `tables by dimensions that cells have; ${unknown} is none`,
    );
  return parsed.plan;
}

export async function readRegistry(file: string): Promise<Registry> {
  const parsed = parseRegistry(JSON.parse(await readFile(file, 'utf8')));
  if ('registry' in parsed) return parsed.registry;
  throw wrong('WAYLIGHT_REGISTRY_FILE', file, parsed.problems.join('; '));
}

/** @throws KeyExposedError where others can read the file: whoever holds the secret can undo every draw. */
export async function readReleaseSecret(file: string): Promise<Uint8Array> {
  const text = (await readKey(file)).trim();
  const secret = Buffer.from(text, /^[0-9a-f]+$/i.test(text) ? 'hex' : 'base64');
  if (secret.length >= LEAST_SECRET_BYTES) return secret;
  throw wrong(
    'WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE',
    file,
    `at least ${LEAST_SECRET_BYTES} bytes in hex or base64`,
  );
}

export async function readTls(
  config: Pick<AggregationConfig, 'caFile' | 'certificateFile' | 'keyFile'>,
): Promise<TlsMaterial> {
  const [ca, certificate, key] = await Promise.all([
    readFile(config.caFile, 'utf8'),
    readFile(config.certificateFile, 'utf8'),
    readKey(config.keyFile),
  ]);
  return { ca, certificate, key };
}

function wrong(variable: string, got: string, wants: string): ConfigError {
  return new ConfigError([{ variable, got, missing: false, wants }]);
}
