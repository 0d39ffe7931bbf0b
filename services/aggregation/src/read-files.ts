import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  createReleaseSigner,
  DEFAULT_RELEASE_PLAN,
  listedCodesOf,
  parseReleasePlan,
  type ReleasePlan,
  type ReleaseSigner,
} from '@waylight/disclosure-control';
import { ConfigError, readJsonFile, readKey } from '@waylight/service-kit';
import { hasCode, hasDimension } from './release/cell-codes.ts';

const MIN_SECRET_BYTES = 32;

export async function readPlan(file: string | undefined): Promise<ReleasePlan> {
  if (file === undefined) return DEFAULT_RELEASE_PLAN;
  const { plan } = await readJsonFile({ variable: 'WAYLIGHT_RELEASE_PLAN_FILE', file }, parsePlan);
  return plan;
}

/** A plan may only contain dimensions and codes of the cells. */
function parsePlan(input: unknown): { plan: ReleasePlan } | { problems: readonly string[] } {
  const parsed = parseReleasePlan(input);
  if (!parsed.ok) return parsed;
  const problems = parsed.plan.tables
    .flatMap(({ id, dated, rows, columns }) =>
      [rows, columns].map(({ dimension }) => ({ id, dated, dimension })),
    )
    .filter(({ dimension, dated }) => !hasDimension(dimension, dated))
    .map(({ id, dimension }) => `tables: ${id}: cells have no dimension ${dimension}`);
  const unknown = parsed.plan.tables.flatMap(({ id, rows, columns }) =>
    [rows, columns].flatMap((axis) =>
      listedCodesOf(axis)
        .filter((code) => !hasCode(axis.dimension, code))
        .map((code) => `tables: ${id}: ${axis.dimension} has no code ${code}`),
    ),
  );
  return problems.length + unknown.length > 0 ? { problems: [...problems, ...unknown] } : parsed;
}

/** @throws KeyExposedError if others can read the file: the secret allows them to undo every draw. */
export async function readReleaseSecret(file: string): Promise<Uint8Array> {
  const text = (await readKey(file)).trim();
  const secret = Buffer.from(text, /^[0-9a-f]+$/i.test(text) ? 'hex' : 'base64');
  if (secret.length >= MIN_SECRET_BYTES) return secret;
  const wants = `at least ${MIN_SECRET_BYTES} bytes in hex or base64`;
  throw new ConfigError([
    { variable: 'WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE', got: file, missing: false, wants },
  ]);
}

/** @throws KeyExposedError if others can read the file: the key allows them to forge releases. */
export async function readSigningKey(file: string): Promise<ReleaseSigner> {
  const key = privateKeyIn(await readKey(file));
  if (key?.asymmetricKeyType === 'ed25519') return createReleaseSigner(key);
  const has = key === undefined ? 'no readable private key' : `a key of type ${key.asymmetricKeyType}`;
  const wants =
    `an Ed25519 private key in PEM (PKCS8), without a passphrase; the file has ${has}. ` +
    'Create a key: openssl genpkey -algorithm ed25519';
  throw new ConfigError([
    { variable: 'WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE', got: file, missing: false, wants },
  ]);
}

/** Omits the parser's error, which may quote the file. */
function privateKeyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
