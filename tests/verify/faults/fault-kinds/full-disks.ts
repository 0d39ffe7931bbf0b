import { eventually } from '../eventually.ts';
import type { ActiveFault, FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';

const UNAVAILABLE = 14;

/** Where nothing may be mounted there is nothing to fill. */
const NO_DISK: ActiveFault = {
  what: 'nothing: there is no small disk on this machine',
  heal: async () => {},
};

/** A node's disk is full: senders are told so and keep their reports, and the node says why it is not ready. */
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
    const seen = { refused: 0, saidWhy: false, readyAgain: false };
    return {
      what: `the ledger of ${country} can take no more`,
      heal: async () => {
        seen.saidWhy = await eventually(async () => (await node.readiness()).includes('LEDGER_NOT_WRITTEN'));
        await eventually(() => refusedNow() > 0);
        seen.refused = refusedNow();
        disk.makeRoom();
        seen.readyAgain = await eventually(() => node.isReady());
      },
      observations: () => ({ 'answers UNAVAILABLE for a full disk': seen.refused }),
      violations: () => [
        ...(seen.refused === 0 ? ['no sender was answered UNAVAILABLE'] : []),
        ...(seen.saidWhy ? [] : [`${country} did not say why it is not ready`]),
        ...(seen.readyAgain ? [] : [`${country} is not ready although there is room`]),
      ],
    };
  },
};

/**
 * The disk of the store is full. With `appendfsync always` Redis ends rather than answer what it cannot keep; it is
 * started again when there is room.
 */
const fillStoreDisk: FaultKind = {
  name: 'fill-store-disk',
  durationMs: [1_000, 10_000],
  inject: async ({ stores, disks, region }) => {
    const server = stores.primary();
    const disk = disks.get(`redis-${stores.all.indexOf(server)}`);
    if (disk === undefined) return NO_DISK;
    // A worker that is still starting after a fault before this one says nothing yet.
    await eventually(() => allReport(region, /"view-store"[^}]*"ok":true/));
    disk.fill();
    const seen = { ended: false, saidWhy: false };
    return {
      what: 'the append-only file can take no more',
      heal: async () => {
        seen.ended = await eventually(() => server.hasExited());
        seen.saidWhy = await eventually(() => allReport(region, /"view-store"[^}]*"ok":false/));
        disk.makeRoom();
        if (server.hasExited()) await server.start();
        await stores.waitUntilInSync();
      },
      observations: () => ({ 'Redis ended for want of disk': Number(seen.ended) }),
      violations: () => [
        ...(seen.ended ? [] : ['Redis went on without a disk']),
        ...(seen.saidWhy ? [] : ['a worker did not say that the store is away']),
      ],
    };
  },
};

/** The disk of the broker is full: it halts, and is started again when there is room. Nodes go on taking reports. */
const fillBrokerDisk: FaultKind = {
  name: 'fill-broker-disk',
  durationMs: [1_000, 15_000],
  inject: async ({ kafka, disks }, _random, _signal, _variant, clients) => {
    const disk = disks.get('kafka');
    if (disk === undefined) return NO_DISK;
    disk.fill();
    const seen = { ended: false, accepted: 0 };
    return {
      what: 'the log can take no more',
      heal: async () => {
        seen.ended = await eventually(() => kafka.hasExited());
        const before = clients.acknowledged();
        await eventually(() => clients.acknowledged() > before);
        seen.accepted = clients.acknowledged() - before;
        disk.makeRoom();
        if (!kafka.hasExited()) await kafka.kill();
        await kafka.start();
      },
      observations: () => ({ 'Kafka halted for want of disk': Number(seen.ended) }),
      violations: () => [
        ...(seen.ended ? [] : ['Kafka went on without a disk']),
        ...(seen.accepted > 0 ? [] : ['no node took a report while the broker was away']),
      ],
    };
  },
};

export const fullDisks: readonly FaultKind[] = [fillNodeDisk, fillStoreDisk, fillBrokerDisk];

async function allReport({ workers }: FaultyRegion['region'], words: RegExp): Promise<boolean> {
  const said = await Promise.all(workers.map((one) => one.readiness()));
  return said.every((text) => words.test(text));
}
