import { Layer } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { Dimension, PeriodKind, Unit } from '@waylight/contracts/trends';
import { addressOf, kafkaForTests, redisForTests } from '@waylight/testing';
import {
  type NodeClient,
  nodeClient,
  openRawRedis,
  type ReportFields,
  type SeparateRegion,
  startSeparateRegion,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublicRecord } from './public-record.ts';
import { receiptReaches } from './receipt-reaches.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const death = (reportId: string, more: ReportFields): ReportFields => ({
  reportId,
  layer: 'public-record',
  occurredOn: '2013-05-04',
  types: ['death'],
  shareWith: 'public',
  ...more,
});

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)(
  'every service as a process of its own',
  () => {
    let region: SeparateRegion;
    let mk: NodeClient;
    let rs: NodeClient;

    beforeAll(async () => {
      region = await startSeparateRegion({
        kafka: addressOf(kafka),
        redis: addressOf(redis),
        countries: ['MK', 'RS'],
      });
      const drc = region.certificates.organisation('DRC');
      mk = nodeClient('MK', region.ports.intake('MK'), drc);
      rs = nodeClient('RS', region.ports.intake('RS'), drc);
    });
    afterAll(async () => {
      mk?.close();
      rs?.close();
      await region?.stop();
    });

    const reaches = (client: NodeClient, reportId: string, state: ReceiptState) =>
      receiptReaches(region, client, reportId, state);

    it('counts what two nodes took, revised and retracted, exactly, and says so in every receipt', {
      timeout: 120_000,
    }, async () => {
      await mk.submit(death('a', { country: 'MK', causes: ['drowning'], counts: { dead: 3 } }));
      await mk.submit(death('b', { country: 'MK', causes: ['drowning'], counts: { dead: 1, missing: 1 } }));
      await mk.submit(death('c', { country: 'GR', causes: ['vehicle-accident'], counts: { dead: 7 } }));
      await rs.submit(death('d', { country: 'HU', causes: ['violence'], counts: { dead: 1 } }));
      await rs.submit(death('e', { country: 'RS', causes: ['sickness'], counts: { dead: 2 } }));
      // Sent twice, as after an answer that was lost.
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

    it('tells an organisation its own exact numbers at its own node, and another one nothing of them', {
      timeout: 120_000,
    }, async () => {
      const myla = nodeClient('MK', region.ports.intake('MK'), region.certificates.organisation('MYLA'));
      const other = nodeClient('MK', region.ports.intake('MK'), region.certificates.organisation('SIM-MK-1'));
      const report = (reportId: string, type: string): ReportFields => ({
        reportId,
        occurredOn: '2025-03-14',
        country: 'MK',
        types: [type],
        shareWith: 'partners',
      });
      await myla.submit(report('own-1', 'pushback'));
      await myla.submit(report('own-2', 'pushback'));
      await myla.submit(report('own-3', 'physical-violence'));
      await reaches(myla, 'own-3', ReceiptState.COUNTED);
      const question = {
        layer: Layer.REPORTS,
        unit: Unit.INCIDENTS,
        by: [Dimension.PERIOD, Dimension.TYPE],
        period: PeriodKind.MONTH,
      };
      const { cells } = await myla.ownTrends(question);
      expect(cells.map(({ coordinates, value }) => [coordinates, value])).toEqual(
        expect.arrayContaining([
          [['2025-03', 'pushback'], 2],
          [['2025-03', 'physical-violence'], 1],
        ]),
      );
      expect(cells).toHaveLength(2);
      expect((await other.ownTrends(question)).cells).toEqual([]);
      myla.close();
      other.close();
    });

    it('gives insights a user of Redis that can read no raw cell, and write nothing', async () => {
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
  },
);
