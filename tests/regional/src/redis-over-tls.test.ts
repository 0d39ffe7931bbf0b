import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, redisForTests, startOwnRedis } from '@waylight/testing';
import { createTestAuthority } from '@waylight/tests-region';
import { createRedisReleasedReader, readRedisCa } from '@waylight/view-store';
import { describe, expect, onTestFinished, test } from 'vitest';

describe.skipIf('unavailable' in redisForTests())('Redis over TLS', () => {
  test('is trusted only if the configured CA issued its certificate', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waylight-redis-tls-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = async (name: string, content: string): Promise<string> => {
      const path = join(folder, name);
      await writeFile(path, content, { mode: 0o600 });
      return path;
    };
    const authority = await createTestAuthority('Authority of Redis');
    const server = await authority.issue('redis', 'server');
    const ca = await file('ca.crt', authority.certificate);
    const port = await freePort();
    const redis = await startOwnRedis({
      settings: [
        ...['--tls-port', String(port), '--tls-auth-clients', 'no', '--tls-ca-cert-file', ca],
        ...['--tls-cert-file', await file('redis.crt', server.certificate)],
        ...['--tls-key-file', await file('redis.key', server.key)],
      ],
    });
    if ('unavailable' in redis) throw new Error(redis.unavailable);
    onTestFinished(() => redis.stop());

    const options = { url: `rediss://127.0.0.1:${port}`, namespace: 'waylight', connectTimeoutMs: 3_000 };
    const reader = await createRedisReleasedReader({ ...options, ...(await readRedisCa(ca)) });
    await reader.ping();
    await reader.close();
    const stranger = { ...options, ...(await readRedisCa(undefined)) };
    await expect(createRedisReleasedReader(stranger)).rejects.toThrow();
  });
});
