import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGION_AUDIT_HEADS_TOPIC, RELEASES_TOPIC } from '@waylight/contracts';
import { AuditChainHead } from '@waylight/contracts/audit';
import { ReleaseEvent } from '@waylight/contracts/release';
import { addressOf, kafkaForTests, redisForTests, resticForTests, waitFor } from '@waylight/testing';
import {
  deleteTopics,
  dumpKeys,
  type ProcessRegion,
  type ServiceProcess,
  signRelease,
  startRegion,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight, startWaylight } from './command-line.ts';
import { marchRelease } from './released-march.ts';
import { openRegionLog } from './whole-log.ts';

const kafka = kafkaForTests();
const redis = redisForTests();
const restic = resticForTests();

const AUDIT_HEADS_MS = 100;
const march = marchRelease('public');
const april = { ...march, releaseId: 'country-month.2025-04.public', period: '2025-04' };
const RELEASES = [marchRelease('partners'), march, april];

describe.skipIf('unavailable' in kafka || 'unavailable' in redis || restic !== undefined)(
  'a region that lost its databases, its releases and Redis',
  () => {
    let region: ProcessRegion;
    let aggregation: ServiceProcess;
    let repository: string;

    beforeAll(async () => {
      region = await startRegion({
        run: 'processes',
        log: addressOf(kafka),
        store: addressOf(redis),
        nodes: [],
        partitions: 1,
        aggregation: { releaseIntervalMs: 100, chainHeadsMs: AUDIT_HEADS_MS },
        env: { aggregation: { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' } },
      });
      aggregation = region.workers[0]!;
      repository = join(region.dir, 'repository');
      for (const { name, env } of [aggregation, region.insights])
        writeFileSync(
          join(region.dir, `${name}.env`),
          Object.entries(env)
            .map(([key, value]) => `${key}=${value}\n`)
            .join(''),
        );
    });
    afterAll(() => region?.stop());

    const run = (...args: string[]) => runWaylight(region.dir, args);
    const onMachine = async ({ name }: ServiceProcess, ...args: string[]) => {
      const done = await startWaylight(region.dir, [...args, '--env-file', join(region.dir, `${name}.env`)])
        .result;
      expect(done.err).toBe('');
      return done.out;
    };
    const published = async () => {
      const log = openRegionLog(addressOf(kafka), region.topicPrefix);
      const appender = log.createAppender();
      const signingKey = readFileSync(aggregation.env.WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE!, 'utf8');
      await appender.append(
        RELEASES_TOPIC,
        RELEASES.map((one) => ({
          key: Buffer.from(one.releaseId),
          value: ReleaseEvent.encode(signRelease(one, signingKey)).finish(),
        })),
      );
      await log.close();
    };
    /** Lines of aggregation's exported audit. Each has the hash of one entry. */
    const auditLines = async () =>
      (await run('audit', 'show', '--aggregation', '--full-chain')).out.trim().split('\n');
    const publishedHeads = async () => {
      const log = openRegionLog(addressOf(kafka), region.topicPrefix);
      const topic = REGION_AUDIT_HEADS_TOPIC;
      const hashes: string[] = [];
      for await (const { records } of log.readFrom({ topic, partition: 0 }, 0))
        for (const { value } of records)
          if (value !== null) hashes.push(Buffer.from(AuditChainHead.decode(value).hash).toString('base64'));
      await log.close();
      return hashes;
    };
    const list = () => run('release', 'list', '--as', 'MYLA', '--format', 'json');
    const allShown = () =>
      waitFor('all releases to be shown', async () => {
        const { out } = await list();
        return RELEASES.every(({ releaseId }) => out.includes(releaseId));
      });
    /** Everything that a member reads about releases. */
    const answers = async () => {
      await allShown();
      const files = RELEASES.map(({ releaseId }) => run('release', 'export', releaseId, '--as', 'MYLA'));
      const [exported, listed] = await Promise.all([Promise.all(files), list()]);
      expect([...exported, listed].map(({ err }) => err).join('')).toBe('');
      // The order is that of the copies to Redis, which a slow machine may repeat.
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      return { exported: exported.map(({ out }) => out), listed: JSON.parse(listed.out).sort(byId) };
    };
    const objectTo = (releaseId: string) =>
      run('release', 'object', releaseId, '--code', 'risk-to-persons', '--as', 'MYLA');
    const ask = (releaseId: string) => run('release', 'request', releaseId, '--as', 'MYLA');

    it('answers as before, byte for byte, and refuses what members objected to', {
      timeout: 240_000,
    }, async () => {
      await published();
      await allShown();
      expect((await objectTo(march.releaseId)).code).toBe(0);
      const stored = await onMachine(aggregation, 'backup', '--repository', repository);
      expect(stored).toMatch(
        /^stored in .*: the audit and releases of aggregation-0 as of .*, with 3 releases\n/,
      );
      const backedUp = (await auditLines()).length;
      writeFileSync(join(region.dir, 'backups', 'insights.request'), '');
      await waitFor(
        'insights to write a backup',
        async () =>
          readdirSync(join(region.dir, 'backups')).filter((name) => /^insights-.*json$/.test(name)).length >
          1,
      );
      // After the backups: a decision of a member, and entries of both audits whose heads are on the log.
      expect((await objectTo(april.releaseId)).code).toBe(0);
      const before = await answers();
      expect((await run('status', '--operator')).code).toBe(0);
      await waitFor(
        'the log to have a head that the backup lacks',
        async () => {
          const later = (await auditLines()).slice(backedUp);
          const heads = await publishedHeads();
          return later.some((line) => heads.includes(JSON.parse(line).hash));
        },
        { deadlineMs: 90_000, everyMs: 1_000 },
      );

      await Promise.all([aggregation.stop(), region.insights.stop()]);
      for (const name of readdirSync(region.dir))
        if (/^(insights|aggregation-0-audit)\.sqlite/.test(name)) rmSync(join(region.dir, name));
      await deleteTopics(addressOf(kafka), `${region.topicPrefix}${RELEASES_TOPIC}`);
      for (const key of (await dumpKeys(region.redis, `wl:${region.namespace}:`)).keys())
        await region.redis.command('UNLINK', key);

      aggregation.reconfigure({ WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'false' });
      await expect(aggregation.start()).rejects.toThrow('does not have the records of its backup');
      aggregation.reconfigure({});

      const restored = await onMachine(
        aggregation,
        ...['restore', '--snapshot', 'latest', '--repository', repository],
      );
      expect(restored).toContain('3 releases were written to the log, byte for byte.');
      expect(await onMachine(region.insights, 'restore')).toContain(
        'insights repeats the objections and withdrawals that its audit has since then',
      );
      expect(statSync(join(region.dir, 'insights.sqlite')).mode & 0o777).toBe(0o600);
      await Promise.all([aggregation.start(), region.insights.start()]);

      expect(await answers()).toEqual(before);
      writeFileSync(join(region.dir, 'release.json'), before.exported[0]!);
      expect((await run('release', 'verify', join(region.dir, 'release.json'))).code).toBe(0);
      for (const { releaseId } of [march, april])
        expect(await ask(releaseId)).toMatchObject({ code: 3, err: expect.stringContaining('objected') });
      expect((await run('audit', 'verify', '--of-insights')).code).toBe(0);
      const verified = await run('audit', 'verify', '--aggregation');
      expect(verified).toMatchObject({ code: 3, err: expect.stringContaining('earlier end') });
    });
  },
);
