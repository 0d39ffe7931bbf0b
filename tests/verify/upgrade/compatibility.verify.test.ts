import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBackups, isDatabasePart, nodeBackup } from '@waylight/backup';
import { ReceiptState } from '@waylight/contracts/intake';
import { formatVariables } from '@waylight/deployment';
import { addressOf, kafkaForTests, redisForTests } from '@waylight/testing';
import {
  createNodeClient,
  exampleDeath,
  type NodeClient,
  type ProcessRegion,
  type ServiceProcess,
  startRegion,
} from '@waylight/tests-region';
import { runWaylight } from '@waylight/tests-regional/command-line';
import { expectPublicRecord } from '@waylight/tests-regional/public-record';
import { waitForReceiptState } from '@waylight/tests-regional/wait-for-receipt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPepper, prepareReleaseTree } from './release-tree.ts';

/** Every later version runs together with this one. */
const BASELINE = '0.3.0';
/** Schema version of its ledger. */
const BASELINE_SCHEMA = 1;

const kafka = kafkaForTests();
const redis = redisForTests();
const baseline = await prepareReleaseTree(BASELINE);
const missing = [kafka, redis, baseline].flatMap((one) => ('unavailable' in one ? [one.unavailable] : []));

describe.skipIf(missing.length > 0)(
  [`this version and ${BASELINE}, over one broker and one store`, ...missing].join('; '),
  () => {
    let region: ProcessRegion;
    let mk: NodeClient;
    let rs: NodeClient;
    const processOf = (country: 'MK' | 'RS'): ServiceProcess => {
      const found = region.intake.get(country);
      if (found === undefined) throw new Error(`there is no node of ${country}`);
      return found;
    };
    const worker = (): ServiceProcess => {
      const [found] = region.workers;
      if (found === undefined) throw new Error('there is no worker');
      return found;
    };
    const old = 'root' in baseline ? baseline.root : undefined;
    const change = async (
      process: ServiceProcess,
      tree: string | undefined,
      beforeStart = async () => {},
    ) => {
      await process.stop();
      process.runFrom(tree);
      await beforeStart();
      await process.start();
    };
    /** Restores the backup that the node wrote right before it migrated its ledger, as the printed commands of `waylight upgrade` do. */
    const restoreFromBeforeMigration = async ({ env, cwd }: ServiceProcess) => {
      const folder = join(env.WAYLIGHT_INTAKE_DATA_DIR ?? '', 'backups');
      const backup = findBackups(folder, nodeBackup('MK')).find(({ manifest }) =>
        manifest?.parts.filter(isDatabasePart).every(({ schema }) => schema === BASELINE_SCHEMA),
      );
      const variables = join(cwd, 'node.env');
      writeFileSync(variables, formatVariables(env, 'of the node'));
      const name = backup?.name.replace('.json', '') ?? 'none';
      const args = ['restore', '--env-file', variables, '--backup', name];
      const restored = await runWaylight(cwd, args);
      expect(restored.code, restored.err).toBe(0);
    };
    const reaches = (client: NodeClient, id: string, state: ReceiptState) =>
      waitForReceiptState(region, client, id, state);
    const expectVictims = (victims: Readonly<Record<string, number>>, incidents: typeof victims) => {
      const cells = (counts: typeof victims) =>
        Object.fromEntries(Object.entries(counts).map(([country, n]) => [`2013 ${country} drowning`, n]));
      return expectPublicRecord(region.ports.insightsHttp, {
        victims: cells(victims),
        incidents: cells(incidents),
      });
    };
    /** Sends two reports, revises the first and retracts the second. */
    const sendReviseRetract = async (client: NodeClient, prefix: string, dead: number) => {
      const [kept, ended] = [`${prefix}-kept`, `${prefix}-ended`];
      await client.submit(exampleDeath(kept, client.country, 1));
      await client.submit(exampleDeath(ended, client.country, 1));
      for (const id of [kept, ended]) await reaches(client, id, ReceiptState.COUNTED);
      expect((await client.revise(exampleDeath(kept, client.country, dead), 1)).revision).toBe(2);
      await client.retract(ended);
      await reaches(client, ended, ReceiptState.RETRACTED);
      await reaches(client, kept, ReceiptState.COUNTED);
    };

    beforeAll(async () => {
      region = await startRegion({
        run: 'processes',
        log: addressOf(kafka),
        store: addressOf(redis),
        nodes: ['MK', 'RS'],
        unstarted: true,
      });
      processOf('MK').runFrom(old);
      await addPepper(processOf('MK').env.WAYLIGHT_INTAKE_KEYS_FILE ?? '');
      await region.start();
      const { ports, certificates } = region;
      const connect = (country: 'MK' | 'RS') =>
        createNodeClient(country, ports.intake(country), certificates.organisation('DRC'));
      [mk, rs] = [connect('MK'), connect('RS')];
    });
    afterAll(async () => {
      for (const client of [mk, rs]) client?.close();
      await region?.stop();
    });

    it('a node of the baseline with this aggregation', { timeout: 240_000 }, async () => {
      const withoutVersion = expect.not.stringContaining('waylight_build_info');
      expect(await processOf('MK').metrics()).toEqual(withoutVersion);
      expect(await processOf('RS').metrics()).not.toEqual(withoutVersion);
      await sendReviseRetract(mk, 'old-node', 3);
      await expectVictims({ MK: 3 }, { MK: 1 });
    });

    it('this node with an aggregation of the baseline, which goes on from this one', {
      timeout: 240_000,
    }, async () => {
      await change(worker(), old);
      await sendReviseRetract(rs, 'new-node', 5);
      await sendReviseRetract(mk, 'both-old', 2);
      await expectVictims({ MK: 5, RS: 5 }, { MK: 2, RS: 1 });
    });

    it('a node that is upgraded, and goes back, with its ledger', { timeout: 240_000 }, async () => {
      await change(worker(), undefined);
      await change(processOf('MK'), undefined);
      expect((await mk.receipt('old-node-kept')).revision).toBe(2);
      await mk.revise(exampleDeath('old-node-kept', 'MK', 4), 2);
      await reaches(mk, 'old-node-kept', ReceiptState.COUNTED);
      await change(processOf('MK'), old, () => restoreFromBeforeMigration(processOf('MK')));
      // The copy has revision 2, which the restored node numbers above the log's 3. The organisation sends its change again.
      expect((await mk.receipt('old-node-kept')).revision).toBe(4);
      await expectVictims({ MK: 6, RS: 5 }, { MK: 2, RS: 1 });
      expect((await mk.revise(exampleDeath('old-node-kept', 'MK', 4), 4)).revision).toBe(5);
      await reaches(mk, 'old-node-kept', ReceiptState.COUNTED);
      await mk.retract('both-old-kept');
      await reaches(mk, 'both-old-kept', ReceiptState.RETRACTED);
      await expectVictims({ MK: 4, RS: 5 }, { MK: 1, RS: 1 });
    });
  },
);
