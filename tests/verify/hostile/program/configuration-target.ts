import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRegistry } from '@waylight/access';
import { aggregationConfig, createAggregationService } from '@waylight/aggregation';
import { releaseKeyOf } from '@waylight/disclosure-control';
import { createInsightsService, type InsightsOverrides, insightsConfig } from '@waylight/insights';
import { createIntakeService, intakeConfig } from '@waylight/intake';
import { createNodeKeys } from '@waylight/node-keys';
import { ROOT } from '@waylight/tests-region';
import type { Random } from '../../random.ts';
import type { Answer } from '../fuzz-target.ts';
import { applyRandomly, corruptText, HOSTILE_TEXTS } from './corrupt.ts';
import type { ProgramTarget } from './program-target.ts';

/** Part of every secret: no message may contain it. */
const SECRET = 'c2VjcmV0';
const KEY = Buffer.from(`${SECRET}-and-32-bytes-of-a-key-in-it`.padEnd(32, 'x').slice(0, 32)).toString(
  'base64',
);
const MAX_TEXT = 20_000;

/** Ed25519 in PKCS8 (RFC 8410): this prefix and the 32 bytes of the key, which contain the mark. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SIGNING_KEY: KeyObject = createPrivateKey({
  key: Buffer.concat([PKCS8, Buffer.from('..'), Buffer.from(SECRET, 'base64'), Buffer.alloc(24, 1)]),
  format: 'der',
  type: 'pkcs8',
});

const JSON_PIECES: readonly string[] = [
  'null',
  '[]',
  '{}',
  '1e999',
  '-1',
  '"__proto__"',
  `"${SECRET}"`,
  '[[[[[[[[[[]]]]]]]]]]',
  '"'.repeat(3),
  `{"__proto__":{"polluted":1}}`,
  `{"${SECRET}":"${SECRET}"}`,
];

/** Never called before the start. */
const NO_READER = {} as NonNullable<InsightsOverrides['reader']>;

type Service = 'intake' | 'aggregation' | 'insights';
type Files = Readonly<Record<string, string>>;

/** Configures services by environment variables, and by the files that these name. Starts nothing. */
export function configurationTarget(folder: string): ProgramTarget {
  const registry = readFileSync(join(ROOT, 'infra/registry/registry.json'), 'utf8');
  const parsed = parseRegistry(JSON.parse(registry));
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  const keys = createNodeKeys(parsed.registry.organisations, {}, () => Buffer.from(KEY, 'base64'));
  const good: Files = {
    registry,
    plan: readFileSync(join(ROOT, 'packages/disclosure-control/plan/release-plan.json'), 'utf8'),
    keys: JSON.stringify(keys.MK),
    secret: `${SECRET}${'0123456789abcdef'.repeat(4)}\n`,
    signing: SIGNING_KEY.export({ format: 'pem', type: 'pkcs8' }).toString(),
    releaseKeys: JSON.stringify([releaseKeyOf(createPublicKey(SIGNING_KEY), '2026-01-01')]),
  };
  return {
    handle: async (random) => {
      const files = random.oneIn(2) ? good : { ...good, ...corruptFile(good, random) };
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(folder, name), text);
        chmodSync(join(folder, name), 0o600);
      }
      const service = random.pick(['intake', 'aggregation', 'insights'] as const);
      const env = { ...environmentOf(service, folder) };
      if (files === good) corruptEnvironment(env, random);
      return answerOf(service, env, folder);
    },
  };
}

function environmentOf(service: Service, folder: string): Record<string, string> {
  const file = (name: string) => join(folder, name);
  const common = {
    WAYLIGHT_REGISTRY_FILE: file('registry'),
    WAYLIGHT_EVENT_LOG: 'kafka',
    WAYLIGHT_LOCAL_NETWORK: 'true',
    WAYLIGHT_KAFKA_BROKERS: 'localhost:9092',
    WAYLIGHT_PARTITIONS: '12',
  };
  const tls = (name: string) => ({
    [`WAYLIGHT_${name}_TLS_CA_FILE`]: file('plan'),
    [`WAYLIGHT_${name}_TLS_CERTIFICATE_FILE`]: file('plan'),
    [`WAYLIGHT_${name}_TLS_KEY_FILE`]: file('secret'),
  });
  switch (service) {
    case 'intake':
      return {
        ...common,
        ...tls('INTAKE'),
        WAYLIGHT_INTAKE_COUNTRY: 'MK',
        WAYLIGHT_INTAKE_PORT: '0',
        WAYLIGHT_INTAKE_KEYS_FILE: file('keys'),
        WAYLIGHT_INTAKE_DATA_DIR: folder,
      };
    case 'aggregation':
      return {
        ...common,
        ...tls('AGGREGATION'),
        WAYLIGHT_AGGREGATION_REDIS_URL: 'redis://user@127.0.0.1:6379',
        WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE: file('secret'),
        WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: file('secret'),
        WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: file('signing'),
        WAYLIGHT_AGGREGATION_AUDIT_FILE: file('audit.sqlite'),
        WAYLIGHT_RELEASE_PLAN_FILE: file('plan'),
      };
    case 'insights':
      return {
        ...common,
        ...tls('INSIGHTS'),
        WAYLIGHT_INSIGHTS_REDIS_URL: 'redis://user@127.0.0.1:6379',
        WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE: file('secret'),
        WAYLIGHT_RELEASE_PLAN_FILE: file('plan'),
        WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: file('releaseKeys'),
        WAYLIGHT_INSIGHTS_DATABASE_FILE: file('insights.sqlite'),
        WAYLIGHT_INSIGHTS_AUDIT_FILE: file('insights-audit.sqlite'),
        WAYLIGHT_INSIGHTS_PUBLIC_URL: 'https://insights.example',
        WAYLIGHT_INSIGHTS_OIDC_ISSUER: 'https://id.example',
        WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID: 'waylight',
        WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE: file('secret'),
        WAYLIGHT_INSIGHTS_OIDC_ROLES: 'a=analyst,b=authority',
        WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE: file('secret'),
        WAYLIGHT_INSIGHTS_TRUSTED_PROXIES: '10.0.0.0/8',
      };
    default:
      return service satisfies never;
  }
}

/** Corrupts one of the files, as text or as JSON. */
function corruptFile(good: Files, random: Random): Files {
  const name = random.pick(Object.keys(good));
  const text = good[name] ?? '';
  return {
    [name]: applyRandomly(3, random, text, (now) => {
      if (random.oneIn(2)) return corruptText(now, random);
      // Another piece in place of a value.
      const values = [...now.matchAll(/"[^"]*"|\d+|\[\]/g)];
      const value = values[random.between(0, Math.max(0, values.length - 1))];
      // These two are no secrets, and their messages quote invalid names.
      const isPublic = name === 'registry' || name === 'plan';
      const drawn = random.oneIn(300) ? '[0'.repeat(20_000) : random.pick(JSON_PIECES);
      const piece = isPublic ? drawn.replaceAll(SECRET, 'something') : drawn;
      if (value === undefined) return piece;
      return now.slice(0, value.index) + piece + now.slice(value.index + value[0].length);
    }),
  };
}

function corruptEnvironment(env: Record<string, string>, random: Random): void {
  const names = [
    ...Object.keys(env),
    'WAYLIGHT_LOG_LEVEL',
    'WAYLIGHT_TOPIC_PREFIX',
    'WAYLIGHT_REDIS_NAMESPACE',
  ];
  for (let n = random.between(1, 3); n > 0; n--) {
    const name = random.pick(names);
    if (random.oneIn(5)) delete env[name];
    else
      env[name] = random.oneIn(2)
        ? random.pick([
            ...HOSTILE_TEXTS,
            '/',
            '/dev/null',
            '-1',
            '65536',
            '1h',
            '999999d',
            'localhost:0',
            '[::1',
            ',',
            'redis://',
          ])
        : corruptText(env[name] ?? '', random);
  }
}

async function answerOf(service: Service, env: Record<string, string>, folder: string): Promise<Answer> {
  try {
    if (service === 'intake') await createIntakeService(intakeConfig(env));
    else if (service === 'aggregation') await createAggregationService(aggregationConfig(env));
    else await createInsightsService(insightsConfig(env), { reader: NO_READER });
    return { code: `${service}: accepted` };
  } catch (error) {
    const isExpected = error instanceof Error && isSafeToLog(error);
    const message = error instanceof Error ? error.message : String(error);
    // The message quotes the value of an invalid variable, which may be a path.
    const text = message.replaceAll(folder, 'FOLDER').replace(/ is "(?:[^"\\]|\\.)*"; expected/g, ' is …');
    return {
      code: `${service}: ${error instanceof Error ? error.name : 'thrown'}`,
      text,
      defects: [
        ...(isExpected
          ? []
          : [`${service} throws an error that is not marked as safe: ${String(error).slice(0, 300)}`]),
        ...(message.includes(SECRET) || message.includes(KEY)
          ? [`${service} exposes a secret: ${message.slice(0, 300)}`]
          : []),
        ...(message.length > MAX_TEXT ? [`${service} throws a message of ${message.length} characters`] : []),
        ...(Reflect.get({}, 'polluted') === undefined ? [] : ['the prototype of all objects is polluted']),
      ],
    };
  }
}

/** `main.ts` prints such messages in full; of any other error it prints only where it was thrown. */
function isSafeToLog(error: Error): boolean {
  return Reflect.get(error, Symbol.for('waylight.safeToLog')) === true;
}
