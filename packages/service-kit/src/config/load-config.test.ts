import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { describeConfig } from './describe-config.ts';
import { durationMs, existingFile, flag, hostPort, list, oneOf, port, text, wholeNumber } from './fields.ts';
import { type Environment, loadConfig } from './load-config.ts';

const schema = z.object({
  httpPort: port().default(8080).describe('Where HTTP is served').meta({ env: 'T_HTTP_PORT' }),
  stopTimeoutMs: durationMs({ min: 1 })
    .default(30_000)
    .describe('How long a stop may take')
    .meta({ env: 'T_STOP' }),
  pepper: text('the shared pepper')
    .describe('What keys are made with')
    .meta({ env: 'T_PEPPER', secret: true }),
  brokers: list(hostPort()).describe('Where the log is').meta({ env: 'T_BROKERS' }),
  store: oneOf(['embedded', 'redis']).default('embedded').meta({ env: 'T_STORE' }),
  quiet: flag().optional().meta({ env: 'T_QUIET' }),
});
const valid: Environment = { T_PEPPER: 'salt', T_BROKERS: 'a:1,[::1]:2' };

function problemsOf(env: Environment): ConfigError {
  try {
    loadConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the configuration was accepted');
}

test('reads the variables that are set, and uses defaults for the others', () => {
  expect(loadConfig(schema, { ...valid, T_STOP: '5m', T_QUIET: 'yes' })).toEqual({
    httpPort: 8080,
    stopTimeoutMs: 300_000,
    pepper: 'salt',
    brokers: [
      { host: 'a', port: 1 },
      { host: '::1', port: 2 },
    ],
    store: 'embedded',
    quiet: true,
  });
});

test('one message names every wrong variable, its value and the expected one', () => {
  const { message, problems } = problemsOf({ T_HTTP_PORT: 'eighty', T_STORE: 'mysql', T_PEPPER: 'x' });
  expect(problems).toHaveLength(3);
  expect(message).toContain('T_HTTP_PORT is "eighty"; expected a port from 0 to 65535');
  expect(message).toContain('T_STORE is "mysql"; expected one of embedded, redis');
  expect(message).toContain('T_BROKERS is missing; expected a list');
});

test('a secret is never quoted', () => {
  const { message } = problemsOf({ ...valid, T_PEPPER: '   ' });
  expect(message).toContain('T_PEPPER is invalid (the value is secret and not shown)');
  const secretPort = z.object({ key: port().meta({ env: 'T_KEY', secret: true }) });
  fc.assert(
    fc.property(fc.uuid(), (secret) => {
      const read = (): unknown => loadConfig(secretPort, { T_KEY: secret });
      expect(read).toThrow('T_KEY is invalid');
      expect(read).not.toThrow(secret);
    }),
  );
});

test('an empty variable is rejected; the default is not used', () => {
  expect(problemsOf({ ...valid, T_HTTP_PORT: '' }).message).toContain('T_HTTP_PORT is ""');
});

test('a port is a whole number from 0 to 65535', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String)), (value) => {
      const accepted = port().safeParse(value);
      expect(accepted.success).toBe(/^\d{1,5}$/.test(value) && Number(value) <= 65_535);
    }),
  );
});

test('durations have units and bounds', () => {
  const read = (value: string) => durationMs({ min: 10, max: 60_000 }).safeParse(value).data;
  expect([read('10'), read('250ms'), read('30s'), read('1m')]).toEqual([10, 250, 30_000, 60_000]);
  expect([read('9'), read('2m'), read('1.5s'), read('-1s'), read('1 s'), read('soon')]).toEqual(
    Array(6).fill(undefined),
  );
});

test('numbers, addresses and lists reject almost valid texts', () => {
  expect(wholeNumber({ min: 1, max: 3 }).safeParse('4').success).toBe(false);
  expect(wholeNumber().safeParse('0x10').success).toBe(false);
  for (const address of ['kafka', 'kafka:', ':9092', 'kafka:0', 'kafka:70000', 'http://kafka:1', '::1:9']) {
    expect(hostPort().safeParse(address).success, address).toBe(false);
  }
  expect(list(hostPort()).safeParse('a:1,,b:2').success).toBe(false);
});

test('a file must exist when the configuration is read', () => {
  expect(existingFile().safeParse(import.meta.filename).success).toBe(true);
  expect(existingFile().safeParse(`${import.meta.filename}.not`).success).toBe(false);
  expect(existingFile().safeParse(import.meta.dirname).success).toBe(false);
  // A path that the operating system rejects counts as missing.
  for (const path of ['a\0b', 'a'.repeat(5_000), `${import.meta.filename}/a`])
    expect(existingFile().safeParse(path).success).toBe(false);
});

test('a violated rule about several fields is reported with its own message', () => {
  const both = z
    .object({ low: wholeNumber().meta({ env: 'T_LOW' }), high: wholeNumber().meta({ env: 'T_HIGH' }) })
    .refine(({ low, high }) => low < high, { path: ['low'], message: 'less than T_HIGH' });
  expect(() => loadConfig(both, { T_LOW: '3', T_HIGH: '2' })).toThrow(
    'T_LOW is "3"; expected less than T_HIGH',
  );
});

test('a field without a variable throws', () => {
  expect(() => loadConfig(z.object({ lost: text() }), {})).toThrow(TypeError);
});

test('the reference page has a row for each variable, and no secret', () => {
  const secretive = schema.extend({ extra: text().default('hush').meta({ env: 'T_EXTRA', secret: true }) });
  const page = describeConfig('Example', secretive);
  expect(page).toContain(
    '| `T_HTTP_PORT` | Where HTTP is served | a port from 0 to 65535 (0: any free one) | `8080` |',
  );
  expect(page).toContain('| `T_STOP` | How long a stop may take |');
  expect(page).toContain('`30s`');
  expect(page).toContain(
    '| `T_PEPPER` | What keys are made with (secret) | the shared pepper | **required** |',
  );
  expect(page).not.toContain('hush');
  expect(page.match(/^\| `/gm)).toHaveLength(7);
});
