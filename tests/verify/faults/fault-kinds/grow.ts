import { setTimeout as delay } from 'node:timers/promises';
import { RebuildStep } from '@waylight/contracts/operations';
import { deleteTopics, type ServiceProcess } from '@waylight/tests-region';
import { eventually } from '../eventually.ts';
import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';
import { connectOperations } from '../operations.ts';

const COUNTS = [3, 5, 8, 12] as const;
const PATIENCE_MS = 90_000;
const MAX_TRIES = 20;

/**
 * Deletes the topics of reports and creates them with another number of partitions under load, as
 * docs/operations/upgrade.md describes: workers first, then one node after the other, each of which republishes
 * everything; then a rebuild and the swap. Until then, the old generation must not add the new topics to the old ones.
 */
export const growPartitions: FaultKind = {
  name: 'grow-partitions',
  durationMs: [0, 3_000],
  inject: async (faulty, random) => {
    const { region, supervisor, extras, kafka } = faulty;
    const count = random.pick(COUNTS.filter((one) => String(one) !== partitionsOf(region.workers[0])));
    const seen = { republished: false, swapped: false };
    const nodes = [...region.intake.values()];
    const before = new Map(nodes.map((one) => [one.name, countRepublications(one)]));
    const restart = async (one: ServiceProcess) => {
      const release = supervisor.holdDown(one);
      supervisor.expectEnd(one);
      await one.stop();
      one.reconfigure({ WAYLIGHT_PARTITIONS: String(count) });
      release();
    };
    const releases = region.workers.map((one) => supervisor.holdDown(one));
    await Promise.all(region.workers.map((one) => restart(one)));
    for (const topics of ['reports.v1.', 'activity.v1.'])
      await deleteTopics(kafka.address, `${region.topicPrefix}${topics}`);
    extras.onTopicsRecreated();
    for (const release of releases) release();
    for (const node of nodes) {
      await restart(node);
      await eventually(() => node.isReady());
    }
    return {
      what: `reports in ${count} partitions`,
      heal: async () => {
        seen.republished = await eventually(
          async () =>
            nodes.every((one) => countRepublications(one) > (before.get(one.name) ?? 0)) &&
            (await Promise.all(nodes.map(hasShortOutbox))).every(Boolean),
          PATIENCE_MS,
        );
        for (let tries = 0; !seen.swapped && tries < MAX_TRIES; tries++) {
          seen.swapped = await rebuild(faulty, tries % region.workers.length);
          if (!seen.swapped) await delay(500);
        }
      },
      observations: () => ({ 'swaps to another number of partitions': Number(seen.swapped) }),
      violations: () => [
        ...(seen.republished ? [] : ['a node did not republish its shared reports']),
        ...(seen.swapped ? [] : ['no rebuild swapped']),
      ],
    };
  },
};

const partitionsOf = (worker: ServiceProcess | undefined): string => worker?.env.WAYLIGHT_PARTITIONS ?? '';

/** Logged by `services/intake/src/outbox/relay.ts`. */
const REPUBLISHED = 'the event log was replaced; all shared records are requeued';
const countRepublications = (node: ServiceProcess): number => node.output().split(REPUBLISHED).length - 1;

/** Clients go on writing, so a few reports are always on their way. */
const FEW = 20;

async function hasShortOutbox(node: ServiceProcess): Promise<boolean> {
  const depth = /^waylight_intake_outbox_records\{[^}]*\} (\d+)/m.exec(await node.metrics())?.[1];
  return depth !== undefined && Number(depth) < FEW;
}

async function rebuild(faulty: FaultyRegion, worker: number): Promise<boolean> {
  const operations = connectOperations(faulty, worker);
  try {
    return (await operations.rebuild())?.step === RebuildStep.SWAPPED;
  } catch {
    return false;
  } finally {
    operations.close();
  }
}
