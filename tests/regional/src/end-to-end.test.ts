import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import { reportsTopic } from '@waylight/contracts';
import { ReceiptState } from '@waylight/contracts/intake';
import { addressOf, CANARIES, findCanaries, kafkaForTests, redisForTests, waitFor } from '@waylight/testing';
import {
  createNodeClient,
  dumpKeys,
  type NodeClient,
  openRawRedis,
  type ProcessRegion,
  type ReportFields,
  startRegion,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARY_MAPPING, canaryCsv, canaryReport, foreignRecords, INVALID_FIELDS } from './canary-reports.ts';
import { runWaylight } from './command-line.ts';
import { expectLateAppendsRepaired } from './late-appends.ts';
import { expectPublicRecord } from './public-record.ts';
import { waitForReceiptState } from './wait-for-receipt.ts';
import { openRegionLog, readWholeLog } from './whole-log.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const PARTITIONS = 3;
const SENT = 40;
const LONG_MS = 180_000;

const death = (reportId: string, more: ReportFields): ReportFields => ({
  reportId,
  layer: 'public-record',
  occurredOn: '2013-05-04',
  types: ['death'],
  shareWith: 'public',
  ...more,
});

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)(
  'every service in a process of its own',
  () => {
    let region: ProcessRegion;
    let mk: NodeClient;
    let rs: NodeClient;
    let myla: NodeClient;

    beforeAll(async () => {
      region = await startRegion({
        run: 'processes',
        log: addressOf(kafka),
        store: addressOf(redis),
        nodes: ['MK', 'RS'],
        partitions: PARTITIONS,
        env: {
          intake: { WAYLIGHT_INTAKE_LOG_LEVEL: 'debug' },
          aggregation: { WAYLIGHT_AGGREGATION_LOG_LEVEL: 'debug' },
        },
      });
      const { ports, certificates } = region;
      mk = createNodeClient('MK', ports.intake('MK'), certificates.organisation('DRC'));
      rs = createNodeClient('RS', ports.intake('RS'), certificates.organisation('DRC'));
      myla = createNodeClient('MK', ports.intake('MK'), certificates.organisation('MYLA'));
    });
    afterAll(async () => {
      for (const client of [mk, rs, myla]) client?.close();
      await region?.stop();
    });

    const reaches = (client: NodeClient, reportId: string, state: ReceiptState) =>
      waitForReceiptState(region, client, reportId, state);

    it('counts accepted, revised and retracted reports of two nodes exactly, with receipts', {
      timeout: 120_000,
    }, async () => {
      await mk.submit(death('a', { country: 'MK', causes: ['drowning'], counts: { dead: 3 } }));
      await mk.submit(death('b', { country: 'MK', causes: ['drowning'], counts: { dead: 1, missing: 1 } }));
      await mk.submit(death('c', { country: 'GR', causes: ['vehicle-accident'], counts: { dead: 7 } }));
      await rs.submit(death('d', { country: 'HU', causes: ['violence'], counts: { dead: 1 } }));
      await rs.submit(death('e', { country: 'RS', causes: ['sickness'], counts: { dead: 2 } }));
      // Sent twice, as a client does after a lost response.
      await rs.submit(death('e', { country: 'RS', causes: ['sickness'], counts: { dead: 2 } }));
      for (const [client, id] of [
        [mk, 'a'],
        [mk, 'b'],
        [mk, 'c'],
        [rs, 'd'],
        [rs, 'e'],
      ] as const)
        await reaches(client, id, ReceiptState.COUNTED);
      await expectPublicRecord(region.ports.insightsHttp, {
        incidents: {
          '2013 MK drowning': 2,
          '2013 GR vehicle-accident': 1,
          '2013 HU violence': 1,
          '2013 RS sickness': 1,
        },
        victims: {
          '2013 MK drowning': 5,
          '2013 GR vehicle-accident': 7,
          '2013 HU violence': 1,
          '2013 RS sickness': 2,
        },
      });

      const revised = await mk.revise(
        death('a', { occurredOn: '2012-12-31', country: 'MK', causes: ['accident'], counts: { dead: 4 } }),
        1,
      );
      expect(revised.revision).toBe(2);
      await mk.retract('c');
      await rs.retract('d');
      await reaches(mk, 'a', ReceiptState.COUNTED);
      await reaches(mk, 'c', ReceiptState.RETRACTED);
      await reaches(rs, 'd', ReceiptState.RETRACTED);
      await expectPublicRecord(region.ports.insightsHttp, {
        incidents: { '2012 MK accident': 1, '2013 MK drowning': 1, '2013 RS sickness': 1 },
        victims: { '2012 MK accident': 4, '2013 MK drowning': 2, '2013 RS sickness': 2 },
      });
    });

    it('appends current revisions again after older ones reached the log behind them', () =>
      expectLateAppendsRepaired(region, addressOf(kafka)));

    it('gives insights a Redis user that cannot read raw cells or write', async () => {
      const prefix = `wl:${region.namespace}:raw`;
      const [, keys] = (await region.redis.command(
        'SCAN',
        '0',
        'MATCH',
        `${prefix}*`,
        'COUNT',
        '100000',
      )) as [Buffer, Buffer[]];
      const names = keys.map(String);
      const cells = names.find((name) => name.includes(':cells:'));
      expect(cells).toBeDefined();
      const insights = await openRawRedis(region.insightsRedisUrl);
      const tryIt = (...command: string[]) =>
        insights.command(...command).catch((error: Error) => error.message);
      try {
        for (const name of names) {
          expect(await tryIt('HGETALL', name), name).toMatch(/^NOPERM/);
          expect(await tryIt('GET', name), name).toMatch(/^NOPERM/);
        }
        for (const command of [
          ['SCAN', '0'],
          ['KEYS', '*'],
          ['EVAL', 'return 1', '0'],
          ['EVAL', `return redis.call('HGETALL', '${cells}')`, '0'],
          ['DUMP', cells!],
          ['COPY', cells!, `wl:${region.namespace}:{released}:copy`],
          ['HSET', `wl:${region.namespace}:{released}:status`, 'a', 'b'],
          ['ACL', 'LIST'],
          ['CONFIG', 'GET', '*'],
          ['MONITOR'],
        ])
          expect(await tryIt(...command), command.join(' ')).toMatch(/^NOPERM/);
      } finally {
        insights.close();
      }
    });

    describe('an identity in reports', () => {
      const scraped: string[] = [];
      const scrape = async () => {
        for (const one of region.processes()) scraped.push(await one.metrics());
      };
      /** A restarted node is ready before the client reconnects. */
      const isTaken = (reportId: string) =>
        waitFor(`the node to take ${reportId}`, () =>
          myla.submit(canaryReport(reportId)).then(
            () => true,
            () => false,
          ),
        );

      it('is found by the search if present', () => {
        const { identity } = CANARIES;
        expect(findCanaries(`{"name":"${identity.familyName}"}`)).not.toEqual([]);
        expect(findCanaries(identity.familyName.toUpperCase())).not.toEqual([]);
        expect(findCanaries(Buffer.from(`x${identity.documentNumber}y`).toString('base64'))).not.toEqual([]);
        expect(findCanaries(Buffer.from(identity.phone).toString('hex'))).not.toEqual([]);
        expect(findCanaries('Gevgelija')).not.toEqual([]);
        expect(findCanaries('a report of 1988-09-23 from Skopje')).toEqual([]);
      });

      it('is sent by report, revision, retraction and import, and not repeated by refusals', {
        timeout: LONG_MS,
      }, async () => {
        await myla.submit(canaryReport('kept-1'));
        await myla.submit(canaryReport('kept-2'));
        await myla.submit(canaryReport('kept-3', { shareWith: 'organisation' }));
        await myla.revise(canaryReport('kept-1', { types: ['physical-violence'] }), 1);
        await myla.retract('kept-2');
        for (const wrong of INVALID_FIELDS) {
          const refused: ServiceError = await myla.submit(canaryReport('refused', wrong)).then(
            () => expect.unreachable('it was taken'),
            (error) => error,
          );
          expect(refused.code).toBe(3);
          const details = refused.metadata.get('grpc-status-details-bin').map((one) => Buffer.from(one));
          const answer = Buffer.concat([Buffer.from(refused.details), ...details]);
          expect(findCanaries(answer), refused.details).toEqual([]);
        }
        await expect(
          myla.revise(canaryReport('kept-1', { occurredOn: '2025-04-15' }), 1),
        ).rejects.toMatchObject({
          code: 10,
        });
        await expect(myla.submit(canaryReport('kept-3', { occurredOn: '2025-04-15' }))).rejects.toMatchObject(
          {
            code: 6,
          },
        );

        const [mapping, cases] = [join(region.dir, 'mapping.yaml'), join(region.dir, 'cases.csv')];
        await writeFile(mapping, CANARY_MAPPING);
        await writeFile(cases, canaryCsv(['i-1', 'i-2']));
        const imported = await runWaylight(region.dir, [
          ...['import', cases, '--mapping', mapping, '--as', 'MYLA', '--country', 'MK'],
          ...['--node', `localhost:${region.ports.intake('MK')}`],
        ]);
        expect(imported, imported.err).toMatchObject({ code: 0 });
        await reaches(myla, 'i-2', ReceiptState.COUNTED);
        await scrape();
      });

      it('is not exposed by crashes of node and aggregation', { timeout: LONG_MS }, async () => {
        const submits = Array.from({ length: SENT }, (_, n) =>
          myla.submit(canaryReport(`crash-${n}`)).catch(() => undefined),
        );
        await Promise.race(submits);
        await region.intake.get('MK')!.kill('SIGABRT');
        await Promise.all(submits);
        await Promise.all([region.intake.get('MK')!.start(), region.workers[0]!.killAndRestart()]);
        for (let n = 0; n < SENT; n++) await isTaken(`crash-${n}`);
        await reaches(myla, `crash-${SENT - 1}`, ReceiptState.COUNTED);
        await scrape();
      });

      it('stays in the foreign messages on the log that contain it, and is copied nowhere else', {
        timeout: LONG_MS,
      }, async () => {
        const log = openRegionLog(addressOf(kafka), region.topicPrefix);
        const appender = log.createAppender();
        // A new worker reads the foreign messages last on both topics.
        const [worker] = region.workers;
        await worker!.stop();
        const ours: string[] = [];
        for (const { topic, records } of foreignRecords(PARTITIONS))
          for (const { partition, offset } of await appender.append(topic, records))
            ours.push(`${topic} ${partition} ${offset}`);
        await worker!.start();
        // A later report is counted, in whatever partition.
        await myla.submit(canaryReport('after'));
        await reaches(myla, 'after', ReceiptState.COUNTED);
        await worker!.stop();
        await Promise.all([worker!.start(), region.intake.get('MK')!.killAndRestart()]);
        await isTaken('after-2');
        await reaches(myla, 'after-2', ReceiptState.COUNTED);
        await scrape();

        const records = await readWholeLog(log);
        await log.close();
        const where = ({ topic, partition, offset }: (typeof records)[number]) =>
          `${topic} ${partition} ${offset}`;
        const withMark = records.filter(({ bytes }) => findCanaries(bytes).length > 0).map(where);
        expect(withMark.sort()).toEqual(ours.sort());
        expect(records.filter(({ topic }) => topic === 'dead-letters.v1').length).toBeGreaterThanOrEqual(2);
        expect(records.filter(({ topic }) => topic === reportsTopic('MK')).length).toBeGreaterThan(SENT);
        for (const { bytes, topic } of records) expect(bytes.includes('crash-'), topic).toBe(false);

        const dump = await dumpKeys(region.redis, `wl:${region.namespace}:`);
        expect([...dump.keys()].some((key) => key.endsWith(':cells:o2025-04'))).toBe(true);
        for (const [key, content] of dump) {
          expect(findCanaries(content), key).toEqual([]);
          expect(content.includes('crash-'), key).toBe(false);
        }

        for (const [country] of region.intake) {
          const folder = region.ledgerDir(country);
          const entries = await readdir(folder, { recursive: true, withFileTypes: true });
          const files = entries.flatMap((one) =>
            one.isFile() ? [relative(folder, join(one.parentPath, one.name))] : [],
          );
          // The folder contains only the ledger, its backups and the registry: no dump and no report.
          const known =
            /^(ledger\.sqlite(-wal|-shm)?|backups\/node-[\w-]+\.(sqlite|json)|registry-in-force\.json|.*\.lock)$/;
          expect(files.filter((name) => !known.test(name))).toEqual([]);
          for (const name of files)
            expect(findCanaries(await readFile(join(folder, name))), `${country}/${name}`).toEqual([]);
          expect(findCanaries(await region.readDecryptedLedger(country)), `the ledger of ${country}`).toEqual(
            [],
          );
        }
        expect((await region.readDecryptedLedger('MK')).includes('crash-1')).toBe(true);

        for (const one of region.processes()) {
          expect(await readdir(one.cwd), one.name).toEqual([]);
          expect(findCanaries(one.output()), one.name).toEqual([]);
          expect(one.output(), one.name).not.toContain('crash-');
        }
        expect(scraped.join('\n')).toContain('waylight_intake_operations_total');
        expect(findCanaries(scraped.join('\n'))).toEqual([]);
      });
    });
  },
);
