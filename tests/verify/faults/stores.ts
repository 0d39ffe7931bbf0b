import {
  type LocalServer,
  type MissingDependency,
  type SmallDisk,
  startOwnRedis,
  waitFor,
} from '@waylight/testing';
import { openRawRedis, type RedisReply } from '@waylight/tests-region';

/**
 * The Redis of a region's own: one takes the writes, and another one, where there is a replica, holds them too before
 * they count. Services reach whichever is the primary by one address, as an operator gives them a service name or a load
 * balancer that follows it.
 */
export type Stores = {
  readonly all: readonly LocalServer[];
  readonly primary: () => LocalServer;
  readonly replica: () => LocalServer | undefined;
  /** As administrator, past every way. */
  readonly sendCommand: (server: LocalServer, ...command: readonly string[]) => Promise<RedisReply>;
  /** The replica takes the writes from now on, and the address leads to it. What was the primary is not told. */
  readonly promote: () => Promise<void>;
  /** Makes one a replica of the primary. */
  readonly follow: (server: LocalServer) => Promise<void>;
  /** Waits until the replica, where there is one, holds what the primary has. */
  readonly waitUntilInSync: () => Promise<void>;
  /** How far a server has written, in the bytes of its replication; it goes on from there when it is promoted. */
  readonly writtenBytes: (server: LocalServer) => Promise<number>;
  /** How often a server has answered with this error since it started. */
  readonly countErrors: (server: LocalServer, error: string) => Promise<number>;
  readonly stop: () => Promise<void>;
};

const SETTINGS = ['--repl-diskless-sync-delay', '0', '--repl-timeout', '10'];
const IN_SYNC_MS = 60_000;

/** One for each disk; undefined is a folder of its own. The second one is the replica. */
export async function startStores(
  disks: readonly (SmallDisk | undefined)[],
  redirectTo: (host: string) => void,
): Promise<Stores | MissingDependency> {
  await using open = new AsyncDisposableStack();
  const all: LocalServer[] = [];
  for (const disk of disks) {
    const server = await startOwnRedis({ settings: SETTINGS, dataFolder: disk?.folder });
    if ('unavailable' in server) return server;
    all.push(open.adopt(server, (one) => one.stop()));
  }
  const [first, second] = all;
  if (first === undefined) throw new RangeError('a region has a store');
  let [primary, replica] = [first, second];
  const sendCommand: Stores['sendCommand'] = async (server, ...command) => {
    const redis = await openRawRedis(server.address);
    try {
      return await redis.command(...command);
    } finally {
      redis.close();
    }
  };
  const follow: Stores['follow'] = async (server) => {
    const { hostname, port } = new URL(primary.address);
    await sendCommand(server, 'REPLICAOF', hostname, port);
  };
  const waitUntilInSync = async () => {
    if (replica === undefined) return;
    await waitFor(
      'the replica to be in step',
      async () => /slave\d+:.*state=online/.test(String(await sendCommand(primary, 'INFO', 'replication'))),
      { deadlineMs: IN_SYNC_MS, everyMs: 50 },
    );
  };
  redirectTo(new URL(primary.address).host);
  if (replica !== undefined) await follow(replica);
  await waitUntilInSync();
  const opened = open.move();
  return {
    all,
    primary: () => primary,
    replica: () => replica,
    sendCommand,
    follow,
    waitUntilInSync,
    promote: async () => {
      if (replica === undefined) throw new RangeError('there is no replica');
      await sendCommand(replica, 'REPLICAOF', 'NO', 'ONE');
      [primary, replica] = [replica, primary];
      redirectTo(new URL(primary.address).host);
    },
    writtenBytes: async (server) => {
      const said = String(await sendCommand(server, 'INFO', 'replication'));
      return Number(/master_repl_offset:(\d+)/.exec(said)?.[1] ?? 0);
    },
    countErrors: async (server, error) => {
      const stats = String(await sendCommand(server, 'INFO', 'errorstats'));
      return Number(new RegExp(`errorstat_${error}:count=(\\d+)`).exec(stats)?.[1] ?? 0);
    },
    stop: () => opened.disposeAsync(),
  };
}
