import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';

const STARTUP_MS = 180_000;
const STOP_MS = 5_000;

export type ContainerSpec = {
  readonly image: string;
  /** The socket of the test run's own Docker engine. A process uses one engine for all its containers. */
  readonly host?: string | undefined;
  /** `host`, or a network of `startNetwork`. Default: the engine's default network. */
  readonly network?: string | undefined;
  /** Names of the container in that network. */
  readonly alias?: string;
  /** Ports that are published on loopback, with the same numbers. */
  readonly ports?: readonly { readonly inside: number; readonly outside: number }[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  /** Mounted folders and files of this machine, read-only by default. */
  readonly mounts?: readonly {
    readonly source: string;
    readonly target: string;
    readonly writable?: boolean;
  }[];
  readonly user?: string | undefined;
  /** True for a read-only root file system. Volumes of the image stay writable. */
  readonly readOnly?: boolean;
  /** A line of the container's output that means it is ready. Default: do not wait. */
  readonly readyLog?: RegExp;
};

export type RunningContainer = {
  readonly id: string;
  /** Ends the container like a crash. Its volumes are kept. */
  kill(): Promise<void>;
  /** Starts the container again after `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Returns true after the container ended or was killed. */
  hasExited(): Promise<boolean>;
  /** Returns the container's output so far. */
  output(): Promise<string>;
  /** Runs a command in the container. */
  exec(command: readonly string[]): Promise<{ readonly code: number; readonly output: string }>;
};

/** Extends testcontainers by settings for subclasses. */
class Container extends GenericContainer {
  withReadOnlyRoot(): this {
    this.hostConfig.ReadonlyRootfs = true;
    return this;
  }

  /** Ports are published only on loopback, so that no other machine can reach them. */
  withLoopbackPorts(ports: NonNullable<ContainerSpec['ports']>): this {
    this.withExposedPorts(...ports.map(({ inside, outside }) => ({ container: inside, host: outside })));
    this.hostConfig.PortBindings = Object.fromEntries(
      ports.map(({ inside, outside }) => [
        `${inside}/tcp`,
        [{ HostIp: '127.0.0.1', HostPort: String(outside) }],
      ]),
    );
    return this;
  }

  /** The network is set at the start. Joining it later requires a default network, which an engine may lack. */
  withAliasIn(network: string, alias: string): this {
    this.createOpts.NetworkingConfig = { EndpointsConfig: { [network]: { Aliases: [alias] } } };
    return this.withNetworkMode(network);
  }
}

export async function runContainer(spec: ContainerSpec): Promise<RunningContainer> {
  const ready = spec.readyLog === undefined ? Wait.forAll([]) : Wait.forLogMessage(spec.readyLog);
  const container = new Container(spec.image)
    .withEnvironment({ ...spec.environment })
    .withWaitStrategy(ready)
    .withStartupTimeout(STARTUP_MS);
  if (spec.network !== undefined && spec.alias !== undefined) container.withAliasIn(spec.network, spec.alias);
  else if (spec.network !== undefined) container.withNetworkMode(spec.network);
  if (spec.ports !== undefined) container.withLoopbackPorts(spec.ports);
  if (spec.command !== undefined) container.withCommand([...spec.command]);
  if (spec.user !== undefined) container.withUser(spec.user);
  if (spec.mounts !== undefined)
    container.withBindMounts(
      spec.mounts.map(({ source, target, writable }) => ({
        source,
        target,
        mode: writable === true ? ('rw' as const) : ('ro' as const),
      })),
    );
  if (spec.readOnly === true) container.withReadOnlyRoot().withTmpFs({ '/tmp': 'rw' });
  return toRunningContainer(await container.start());
}

async function toRunningContainer(started: StartedTestContainer): Promise<RunningContainer> {
  const { container: client } = await getContainerRuntimeClient();
  const handle = client.getById(started.getId());
  return {
    id: started.getId(),
    kill: async () => {
      await handle.kill();
      await handle.wait();
    },
    start: async () => {
      await handle.start();
    },
    stop: async () => {
      await started.stop({ timeout: STOP_MS });
    },
    hasExited: async () => !(await handle.inspect()).State.Running,
    output: async () => stripFrames(await handle.logs({ stdout: true, stderr: true })),
    exec: async (command) => {
      const { exitCode, output } = await started.exec([...command]);
      return { code: exitCode, output };
    },
  };
}

/** The engine prefixes each chunk with eight bytes. The first is the stream, and the last four are the length. */
function stripFrames(framed: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= framed.length; ) {
    const next = at + 8 + framed.readUInt32BE(at + 4);
    pieces.push(framed.subarray(at + 8, next));
    at = next;
  }
  return Buffer.concat(pieces).toString('utf8');
}
