import {
  type LocalServer,
  type MissingDependency,
  type SmallDisk,
  startOwnRedis,
  waitFor,
} from '@waylight/testing';
import { openRawRedis, type RedisReply } from '@waylight/tests-region';

/**
 * The Redis servers of a region: a primary, and perhaps a replica, which must confirm each write before it counts.
 * Services reach the current primary by one address, like the service name or load balancer of an operator.
 */
export type Stores = {
  readonly all: readonly LocalServer[];
  readonly primary: () => LocalServer;
  readonly replica: () => LocalServer | undefined;
  /** Sends a command as administrator, past every proxy. */
  readonly sendCommand: (server: LocalServer, ...command: readonly string[]) => Promise<RedisReply>;
  /** Makes the replica the primary, and redirects the address to it. The old primary is not notified. */
  readonly promote: () => Promise<void>;
  /** Makes a server a replica of the primary. */
  readonly follow: (server: LocalServer) => Promise<void>;
  /** Waits until the replica, if there is one, has all data of the primary. */
  readonly waitUntilInSync: () => Promise<void>;
  /** Returns the replication offset of a server, in bytes; it continues after a promotion. */
  readonly writtenBytes: (server: LocalServer) => Promise<number>;
  /** Returns how many times a server answered with this error since it started. */
  readonly countErrors: (server: LocalServer, error: string) => Promise<number>;
  readonly stop: () => Promise<void>;
};

const SETTINGS = ['--repl-diskless-sync-delay', '0', '--repl-timeout', '10'];
const IN_SYNC_MS = 60_000;

/** Starts a server for each disk, in a temporary folder if undefined. The second one is the replica. */
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
  if (first === undefined) throw new RangeError('a region needs at least one store');
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
      'the replica to be in sync',
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
      if (replica === undefined)
        throw new RangeError('no replica can be promoted: the region has one server');
      await sendCommand(replica, 'REPLICAOF', 'NO', 'ONE');
      [primary, replica] = [replica, primary];
      redirectTo(new URL(primary.address).host);
    },
    writtenBytes: async (server) => {
      const info = String(await sendCommand(server, 'INFO', 'replication'));
      return Number(/master_repl_offset:(\d+)/.exec(info)?.[1] ?? 0);
    },
    countErrors: async (server, error) => {
      const stats = String(await sendCommand(server, 'INFO', 'errorstats'));
      return Number(new RegExp(`errorstat_${error}:count=(\\d+)`).exec(stats)?.[1] ?? 0);
    },
    stop: () => opened.disposeAsync(),
  };
}
