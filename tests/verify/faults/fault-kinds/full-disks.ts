import { eventually } from '../eventually.ts';
import type { ActiveFault, FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';

const UNAVAILABLE = 14;

/** Without permission to mount a disk there is none to fill. */
const NO_DISK: ActiveFault = {
  what: 'nothing: this machine has no small disk',
  heal: async () => {},
};

/** A node's disk is full: senders get UNAVAILABLE and keep their reports, and the node reports why it is not ready. */
const fillNodeDisk: FaultKind = {
  name: 'fill-node-disk',
  durationMs: [1_000, 15_000],
  inject: async ({ disks, countries, process }, _random, _signal, _variant, clients) => {
    const [country] = countries;
    const disk = disks.get(`intake-${country}`);
    if (disk === undefined || country === undefined) return NO_DISK;
    const node = process(`intake-${country}`);
    const before = clients.answered(country, UNAVAILABLE);
    const refusedNow = () => clients.answered(country, UNAVAILABLE) - before;
    disk.fill();
    const seen = { refused: 0, reportedWhy: false, readyAgain: false };
    return {
      what: `the ledger of ${country} is full`,
      heal: async () => {
        seen.reportedWhy = await eventually(async () =>
          (await node.readiness()).includes('LEDGER_NOT_WRITTEN'),
        );
        await eventually(() => refusedNow() > 0);
        seen.refused = refusedNow();
        disk.makeRoom();
        seen.readyAgain = await eventually(() => node.isReady());
      },
      observations: () => ({ 'answers UNAVAILABLE for a full disk': seen.refused }),
      violations: () => [
        ...(seen.refused === 0 ? ['no sender got UNAVAILABLE'] : []),
        ...(seen.reportedWhy ? [] : [`${country} did not report why it is not ready`]),
        ...(seen.readyAgain ? [] : [`${country} is not ready although its disk has space again`]),
      ],
    };
  },
};

/**
 * The disk of the store is full. With `appendfsync always` Redis exits rather than answer a write that it cannot keep. It
 * is started again when there is space.
 */
const fillStoreDisk: FaultKind = {
  name: 'fill-store-disk',
  durationMs: [1_000, 10_000],
  inject: async ({ stores, disks, region }) => {
    const server = stores.primary();
    const disk = disks.get(`redis-${stores.all.indexOf(server)}`);
    if (disk === undefined) return NO_DISK;
    // A worker that is still starting after an earlier fault reports nothing yet.
    await eventually(() => allReport(region, /"view-store"[^}]*"ok":true/));
    disk.fill();
    const seen = { ended: false, reportedWhy: false };
    return {
      what: 'the append-only file is full',
      heal: async () => {
        seen.ended = await eventually(() => server.hasExited());
        seen.reportedWhy = await eventually(() => allReport(region, /"view-store"[^}]*"ok":false/));
        disk.makeRoom();
        if (server.hasExited()) await server.start();
        await stores.waitUntilInSync();
      },
      observations: () => ({ 'Redis ended on a full disk': Number(seen.ended) }),
      violations: () => [
        ...(seen.ended ? [] : ['Redis went on without a disk']),
        ...(seen.reportedWhy ? [] : ['a worker did not report that the store is unavailable']),
      ],
    };
  },
};

/** The disk of the broker is full: it halts, and is started again when there is space. Nodes go on accepting reports. */
const fillBrokerDisk: FaultKind = {
  name: 'fill-broker-disk',
  durationMs: [1_000, 15_000],
  inject: async ({ kafka, disks }, _random, _signal, _variant, clients) => {
    const disk = disks.get('kafka');
    if (disk === undefined) return NO_DISK;
    disk.fill();
    const seen = { ended: false, accepted: 0 };
    return {
      what: 'the log is full',
      heal: async () => {
        seen.ended = await eventually(() => kafka.hasExited());
        const before = clients.acknowledged();
        await eventually(() => clients.acknowledged() > before);
        seen.accepted = clients.acknowledged() - before;
        disk.makeRoom();
        if (!kafka.hasExited()) await kafka.kill();
        await kafka.start();
      },
      observations: () => ({ 'Kafka halted on a full disk': Number(seen.ended) }),
      violations: () => [
        ...(seen.ended ? [] : ['Kafka went on without a disk']),
        ...(seen.accepted > 0 ? [] : ['no node accepted a report while the broker was down']),
      ],
    };
  },
};

export const fullDisks: readonly FaultKind[] = [fillNodeDisk, fillStoreDisk, fillBrokerDisk];

async function allReport({ workers }: FaultyRegion['region'], pattern: RegExp): Promise<boolean> {
  const bodies = await Promise.all(workers.map((one) => one.readiness()));
  return bodies.every((text) => pattern.test(text));
}
