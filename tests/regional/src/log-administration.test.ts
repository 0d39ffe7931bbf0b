import { LOG_ADMINISTRATOR_NAME, nodePrincipal, reportsTopic, topicRegistry } from '@waylight/contracts';
import type { LogPlan } from '@waylight/event-log';
import { kafkaJarsForTests, startOwnKafka } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BrokerClient,
  connectBrokerClient,
  describeRequests,
  writeRequests,
} from './broker-requests.ts';
import { runWaylight } from './command-line.ts';
import { type SecuredLog, startSecuredLog } from './secured-log.ts';

const REFUSED = 'TOPIC_AUTHORIZATION_FAILED';
const jars = await kafkaJarsForTests();
let log: SecuredLog;
let flags: string[];
let mk: BrokerClient;

beforeAll(async () => {
  if ('unavailable' in jars) return;
  log = await startSecuredLog();
  flags = await log.adminFlags();
  mk = await connectBrokerClient(log.address, await log.material(nodePrincipal('MK').commonName));
}, 240_000);
afterAll(async () => {
  await mk?.close();
  await log?.stop();
});

const topics = (args: readonly string[], stdin = '') =>
  runWaylight(log.folder, ['topics', ...args, ...flags], { stdin });
const plan = async (...args: string[]) => {
  const { code, out } = await topics(['plan', '--format', 'json', ...args]);
  const document: LogPlan = JSON.parse(out);
  return { code, ...document };
};
/** Creates a rule like an operator who tries something out. */
async function permit(principal: string, operation: number, topic: string): Promise<void> {
  const { ca, certificate: cert, key } = await log.material(LOG_ADMINISTRATOR_NAME);
  const { default: kafkajs } = await import('kafkajs');
  const client = new kafkajs.Kafka({ brokers: [log.address], ssl: { ca, cert, key }, logLevel: 0 });
  const admin = client.admin();
  await admin.connect();
  const rule = { principal, operation, host: '*', permissionType: 3 };
  await admin.createAcls({
    acl: [{ ...rule, resourceType: 2, resourceName: topic, resourcePatternType: 3 }],
  });
  await admin.disconnect();
}
const READ = 3;

// The tests of this file build on each other, like the life of a region.
describe.skipIf('unavailable' in jars)('topics of a new region', () => {
  it('plans everything, and changes nothing', async () => {
    const first = await plan();
    expect([first.code, first.topics.length, first.foreign]).toEqual([7, topicRegistry().length, []]);
    expect((await topics(['apply', '--dry-run'])).out).toContain('Nothing was changed.');
    expect((await plan()).missing).toEqual(first.missing);
  });

  it('applies one country, then all', async () => {
    expect((await topics(['apply', '--country', 'mk'])).code).toBe(0);
    expect((await plan('--country', 'MK')).code).toBe(0);
    const others = await plan();
    expect(others.topics.every(({ topic }) => !topic.endsWith('.MK'))).toBe(true);
    expect(others.missing.some(({ principal }) => principal.endsWith('node-rs'))).toBe(true);
    expect((await topics(['apply'])).code).toBe(0);
    expect(await plan()).toMatchObject({ code: 0, topics: [], missing: [], foreign: [] });
    const again = await topics(['apply', '--format', 'json']);
    expect(JSON.parse(again.out).changes).toEqual({ topics: 0, created: 0, deleted: 0 });
  });

  it('reports another number of partitions, and does not change it', async () => {
    const { code, out } = await topics(['apply', '--partitions', '24', '--country', 'MK']);
    expect(code).toBe(7);
    expect(out).toMatch(/fixed +topic reports\.v1\.MK has 12 partitions .*"Another number of partitions"/);
    expect((await plan()).code).toBe(0);
  });

  it('reports foreign rules, and deletes them only after a question', async () => {
    await permit('User:*', READ, 'reports.v1.RS');
    await permit('User:CN=waylight-node-MK', READ, 'reports.v1.MK');
    const { out } = await topics(['plan']);
    expect(out).toMatch(/foreign +User:\* may Read on topic reports\.v1\.RS/);
    expect(out).toMatch(/foreign +User:CN=waylight-node-MK may Read on topic reports\.v1\.MK/);
    expect((await topics(['apply'])).code).toBe(7);
    for (const answer of ['no\n', ''])
      expect((await topics(['apply', '--remove-foreign'], answer)).code).toBe(3);
    expect((await plan()).foreign).toHaveLength(2);
    expect((await topics(['apply', '--remove-foreign'], 'yes\n')).code).toBe(0);
    expect((await plan()).code).toBe(0);
  });

  it('excludes a node at once, also from rules for everybody, until that is undone', async () => {
    const append = () => mk.send(writeRequests.Produce?.(reportsTopic('MK')) ?? fail);
    const describe = () => mk.send(describeRequests.ListOffsets?.(reportsTopic('MK')) ?? fail);
    expect(await append()).not.toBe(REFUSED);
    const revoke = ['revoke', '--country', 'MK'];
    expect((await topics([...revoke, '--dry-run'])).out).toContain('Nothing was changed.');
    expect(await append()).not.toBe(REFUSED);
    expect((await topics(revoke)).code).toBe(0);
    await permit('User:*', READ, 'reports.v1.MK');
    await expect.poll(append).toBe(REFUSED);
    expect(await describe()).toBe(REFUSED);
    // A later apply must not give the leaked key its rules back.
    expect((await topics(['apply', '--remove-foreign', '--yes'])).code).toBe(0);
    expect(await append()).toBe(REFUSED);
    expect((await plan()).revoked).toEqual(['User:CN=waylight-node-mk']);

    expect((await topics([...revoke, '--undo'])).code).toBe(0);
    await expect.poll(async () => (await plan()).missing.length).toBeGreaterThan(0);
    expect(await append()).toBe(REFUSED);
    expect((await topics(['apply'])).code).toBe(0);
    expect(await append()).not.toBe(REFUSED);
  });
});

describe.skipIf('unavailable' in jars)('a wrong connection', () => {
  const wrong = async (replaced: Record<string, string>) => {
    const others = flags.map((value, i) => replaced[flags[i - 1] ?? ''] ?? value);
    const { code, err } = await runWaylight(log.folder, ['topics', 'plan', ...others]);
    return [code, err] as const;
  };

  it('names the missing flags', async () => {
    const { code, err } = await runWaylight(log.folder, ['topics', 'plan', '--brokers', log.address]);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('--ca: WAYLIGHT_ADMIN_KAFKA_CA_FILE is missing'),
    ]);
  });

  it('refuses a certificate that is not the administrator’s', async () => {
    const { certificate, key } = await log.files(nodePrincipal('RS').commonName);
    const [code, err] = await wrong({ '--certificate': certificate, '--key': key });
    expect([code, err]).toEqual([4, expect.stringContaining('CN=waylight-kafka-admin')]);
  });

  it('asks to try again if nobody answers', async () => {
    const [code, err] = await wrong({ '--brokers': '127.0.0.1:1' });
    expect([code, err]).toEqual([6, expect.stringContaining('did not respond at 127.0.0.1:1')]);
  });

  it('refuses a broker that checks no rules', async () => {
    const open = await startOwnKafka();
    if ('unavailable' in open) throw new Error(open.unavailable);
    try {
      process.env.WAYLIGHT_LOCAL_NETWORK = 'true';
      const { code, err } = await runWaylight(log.folder, ['topics', 'plan', '--brokers', open.address]);
      expect([code, err]).toEqual([3, expect.stringContaining('has no authorizer')]);
    } finally {
      delete process.env.WAYLIGHT_LOCAL_NETWORK;
      await open.stop();
    }
  }, 120_000);
});

const fail = (): Promise<never> => Promise.reject(new Error('there is no such request'));
