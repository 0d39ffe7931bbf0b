import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicRegistry } from '@waylight/contracts';
import { ConfigError, createLogger, KeyExposedError, loadConfig } from '@waylight/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { eventLogFields, eventLogFileField } from './event-log-fields.ts';
import { openEventLog } from './open-event-log.ts';

const schema = z.object({ ...eventLogFields('INTAKE', 'embedded'), eventLogFile: eventLogFileField() });
const options = {
  service: 'INTAKE' as const,
  clientId: 'test',
  log: createLogger({ service: 'test', level: 'silent' }),
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-configured-'));
});
afterAll(() => rm(dir, { recursive: true }));

it('opens the embedded log that the environment names', async () => {
  const config = loadConfig(schema, { WAYLIGHT_EVENT_LOG_FILE: join(dir, 'log.sqlite') });
  const eventLog = await openEventLog(config, options);
  await eventLog.applyTopics(topicRegistry(config.partitions));
  expect(await eventLog.offsets('reports.v1.MK')).toHaveLength(12);
  await eventLog.close();
});

it.each([
  [{}, 'WAYLIGHT_EVENT_LOG_FILE'],
  [{ WAYLIGHT_EVENT_LOG: 'kafka', WAYLIGHT_LOCAL_NETWORK: 'true' }, 'WAYLIGHT_KAFKA_BROKERS'],
])('names the missing variable of the chosen log', async (env, variable) => {
  const opening = openEventLog(loadConfig(schema, env), options);
  await expect(opening).rejects.toBeInstanceOf(ConfigError);
  await expect(opening).rejects.toThrow(variable);
});

it('opens Kafka without connecting, and rejects a key that others can read', async () => {
  const file = join(dir, 'kafka.pem');
  await writeFile(file, 'a key');
  const env = {
    WAYLIGHT_EVENT_LOG: 'kafka',
    WAYLIGHT_KAFKA_BROKERS: '[::1]:1',
    WAYLIGHT_INTAKE_KAFKA_CA_FILE: file,
    WAYLIGHT_INTAKE_KAFKA_CERTIFICATE_FILE: file,
    WAYLIGHT_INTAKE_KAFKA_KEY_FILE: file,
    WAYLIGHT_TOPIC_PREFIX: 'drill.',
  };
  await chmod(file, 0o644);
  await expect(openEventLog(loadConfig(schema, env), options)).rejects.toBeInstanceOf(KeyExposedError);
  await chmod(file, 0o600);
  await (await openEventLog(loadConfig(schema, env), options)).close();
});

it('accepts Kafka without a credential only on a local network', async () => {
  const env = { WAYLIGHT_EVENT_LOG: 'kafka', WAYLIGHT_KAFKA_BROKERS: '[::1]:1' };
  await expect(openEventLog(loadConfig(schema, env), options)).rejects.toThrow(
    /WAYLIGHT_INTAKE_KAFKA_CA_FILE is missing.*WAYLIGHT_LOCAL_NETWORK=true/,
  );
  const local = loadConfig(schema, { ...env, WAYLIGHT_LOCAL_NETWORK: 'true' });
  await (await openEventLog(local, options)).close();
});

it.each([
  [['CA'], 'WAYLIGHT_INTAKE_KAFKA_CERTIFICATE_FILE'],
  [['CERTIFICATE', 'KEY'], 'WAYLIGHT_INTAKE_KAFKA_CA_FILE'],
  [['CERTIFICATE'], 'WAYLIGHT_INTAKE_KAFKA_CA_FILE'],
  [['CA', 'CERTIFICATE'], 'WAYLIGHT_INTAKE_KAFKA_KEY_FILE'],
  [['CA', 'KEY'], 'WAYLIGHT_INTAKE_KAFKA_CERTIFICATE_FILE'],
])('rejects a partial credential (%j), which would not be used', async (present, missing) => {
  const file = join(dir, 'half.pem');
  await writeFile(file, 'a file', { mode: 0o600 });
  const env = Object.fromEntries(present.map((name) => [`WAYLIGHT_INTAKE_KAFKA_${name}_FILE`, file]));
  const config = loadConfig(schema, {
    ...env,
    WAYLIGHT_EVENT_LOG: 'kafka',
    WAYLIGHT_KAFKA_BROKERS: '[::1]:1',
  });
  await expect(openEventLog(config, options)).rejects.toThrow(missing);
});
