import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Layer } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { Dimension, PeriodKind, Unit } from '@waylight/contracts/trends';
import { addressOf, containersForTests, kafkaForTests, redisForTests, waitFor } from '@waylight/testing';
import {
  createNodeClient,
  exampleDeath,
  examplePushback,
  type NodeClient,
  type ReportFields,
} from '@waylight/tests-region';
import { runWaylight } from '@waylight/tests-regional/command-line';
import { expectPublicRecord } from '@waylight/tests-regional/public-record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContainerRegion, startContainerRegion } from './container-region.ts';

const containers = containersForTests();
const kafka = kafkaForTests();
const redis = redisForTests();

const EACH = 40;
const ANSWERED_MS = 120_000;
const COUNTED_MS = 120_000;
/** Exit code of a transient failure. */
const TRY_AGAIN = 6;

/** Repeats a call until it is answered, like a sender whose node is down: the same report under the same id. */
async function submit(client: NodeClient, report: ReportFields): Promise<void> {
  let last: unknown;
  await waitFor(
    `an answer to ${report.reportId}`,
    () =>
      client.submit(report).then(
        () => true,
        (error: unknown) => {
          last = error;
          return false;
        },
      ),
    { deadlineMs: ANSWERED_MS, everyMs: 100 },
  ).catch((cause) => {
    throw new Error(`${report.reportId}: ${String(last)}`, { cause });
  });
}

describe.skipIf('unavailable' in containers)('the region as containers', () => {
  let region: ContainerRegion;
  let mk: NodeClient;
  let rs: NodeClient;

  beforeAll(async () => {
    if ('unavailable' in containers) return;
    region = await startContainerRegion(containers, ['MK', 'RS']);
    const drc = region.certificates.organisation('DRC');
    mk = createNodeClient('MK', region.ports.intake('MK'), drc);
    rs = createNodeClient('RS', region.ports.intake('RS'), drc);
  }, 480_000);
  afterAll(async () => {
    mk?.close();
    rs?.close();
    await region?.stop();
  });

  it('runs each of our images without privileges, with a read-only root and without core dumps', async () => {
    const checks: Record<string, string> = {
      kafka: 'kafka-ready',
      redis: 'redis-ready',
      aggregation: 'node /usr/local/bin/service-ready',
      insights: 'node /usr/local/bin/service-ready',
      'intake-MK': 'node /usr/local/bin/service-ready',
    };
    const official = 'areOurs' in containers && !containers.areOurs ? ['kafka', 'redis'] : [];
    for (const [name, check] of Object.entries(checks)) {
      if (official.includes(name)) continue;
      const sh = (command: string) => region.containers.get(name)!.exec(['sh', '-c', command]);
      expect((await sh('id -u')).output.trim(), name).not.toBe('0');
      expect((await sh('touch /here')).code, name).not.toBe(0);
      expect((await sh('grep "^Max core" /proc/1/limits')).output, name).toMatch(/size +0 +0 /);
      expect((await sh(check)).code, `${name}: ${check}`).toBe(0);
    }
  });

  it('counts every accepted report once, while containers are killed and started again', {
    timeout: 480_000,
  }, async () => {
    const ids = Array.from({ length: EACH }, (_, n) => n);
    let answered = 0;
    const send = async (client: NodeClient, country: string): Promise<void> => {
      for (const n of ids) {
        await submit(
          client,
          n % 2 === 0 ? exampleDeath(`c-${n}`, country) : examplePushback(`c-${n}`, country),
        );
        answered++;
      }
    };
    const sending = Promise.all([send(mk, 'MK'), send(rs, 'RS')]);
    const killed: string[] = [];
    const killWhen = async (count: number, name: string): Promise<void> => {
      await waitFor(`${count} answers`, () => answered >= count, { deadlineMs: ANSWERED_MS });
      // All but the last are killed while reports are still to be sent.
      if (answered < 2 * EACH) killed.push(name);
      await region.killAndRestart(name);
    };
    const killing = (async () => {
      await killWhen(5, 'aggregation');
      await killWhen(6, 'intake-MK');
      await killWhen(7, 'insights');
      await killWhen(8, 'redis');
    })();
    await Promise.all([sending, killing]);
    expect(killed).toContain('aggregation');

    // Repeated, as after lost answers.
    for (const n of [0, 1, 2, 3])
      await submit(mk, n % 2 === 0 ? exampleDeath(`c-${n}`, 'MK') : examplePushback(`c-${n}`, 'MK'));
    for (const client of [mk, rs])
      for (const n of ids)
        await waitFor(
          `c-${n} of ${client.country} to be counted`,
          () =>
            client.receipt(`c-${n}`).then(
              ({ state }) => state === ReceiptState.COUNTED,
              () => false,
            ),
          { deadlineMs: COUNTED_MS, everyMs: 100 },
        );
    await expectPublicRecord(region.ports.insightsHttp, {
      incidents: { '2013 MK drowning': EACH / 2, '2013 RS drowning': EACH / 2 },
      victims: { '2013 MK drowning': EACH, '2013 RS drowning': EACH },
    });
    for (const client of [mk, rs]) {
      const { cells } = await client.ownTrends({
        layer: Layer.REPORTS,
        unit: Unit.INCIDENTS,
        by: [Dimension.PERIOD, Dimension.TYPE],
        period: PeriodKind.MONTH,
      });
      expect(cells.map(({ coordinates, value }) => [coordinates, value])).toEqual([
        [['2025-03', 'pushback'], EACH / 2],
      ]);
    }
  });

  it('publishes due releases at the command of an operator, and shows them rounded to their audience', {
    timeout: 240_000,
  }, async () => {
    // The store was killed a moment ago, so a command may have to be repeated.
    const runToEnd = async (...command: string[]) => {
      let ended = await runWaylight(region.dir, command);
      const isOver = async () => {
        if (ended.code === TRY_AGAIN) ended = await runWaylight(region.dir, command);
        return ended.code !== TRY_AGAIN;
      };
      await waitFor('an answer', isOver, { deadlineMs: 60_000, everyMs: 500 }).catch(() => {});
      expect(ended.code, ended.err).toBe(0);
      return JSON.parse(ended.out);
    };
    // Partitions that failed while the store was down are retried a moment later.
    let problems: string[] = [];
    const isWell = async () => {
      problems = (await runToEnd('status', '--operator', '--format', 'json')).log.problems;
      return problems.length === 0;
    };
    await waitFor('all problems to be over', isWell, { deadlineMs: 60_000, everyMs: 500 }).catch(() => {});
    expect(problems).toEqual([]);
    // Some releases may have been published automatically meanwhile.
    await runToEnd('release', 'publish', '--format', 'json');
    const query = [
      'trends',
      '--as',
      'DRC',
      '--by',
      'period,country',
      '--period',
      'month',
      '--from',
      '2025-03',
    ];
    let answer = await runWaylight(region.dir, [...query, '--to', '2025-03', '--format', 'json']);
    await waitFor(
      'insights to show the release',
      async () => {
        answer = await runWaylight(region.dir, [...query, '--to', '2025-03', '--format', 'json']);
        return answer.code === 0;
      },
      { deadlineMs: 60_000, everyMs: 500 },
    ).catch((cause) => {
      throw new Error(answer.err, { cause });
    });
    const { cells } = JSON.parse(answer.out);
    expect(cells).toContainEqual(expect.objectContaining({ country: 'MK', value: EACH / 2 }));
    const release = await runToEnd('release', 'export', 'country-month.2025-03.partners', '--as', 'DRC');
    const file = join(region.dir, 'release.json');
    await writeFile(file, JSON.stringify(release));
    const verified = await runWaylight(region.dir, ['release', 'verify', file]);
    expect([verified.code, verified.out], verified.err).toEqual([
      0,
      expect.stringContaining(': verified, signed with key '),
    ]);
  });
});

describe.skipIf('unavailable' in containers || !containers.areOurs)(
  'the integration suite, with an engine of its own',
  () => {
    it('uses a Kafka and a Redis in containers', () => {
      if ('unavailable' in containers) return;
      const listed = execFileSync(
        'docker',
        ['--host', containers.host!, 'ps', '--format', '{{.Image}} {{.Networks}}'],
        {
          encoding: 'utf8',
        },
      ).split('\n');
      expect(addressOf(kafka)).toBe(process.env.WAYLIGHT_TEST_KAFKA);
      expect(addressOf(redis)).toBe(process.env.WAYLIGHT_TEST_REDIS);
      expect(listed).toContain(`${containers.images.kafka} host`);
      expect(listed).toContain(`${containers.images.redis} host`);
    });
  },
);
