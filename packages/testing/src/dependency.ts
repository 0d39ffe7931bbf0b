/** A real broker or store for tests. `MissingDependency` states what would make it available. */
export type RunningDependency = { readonly address: string; stop(): Promise<void> };
export type MissingDependency = { readonly unavailable: string };
export type StartedDependency = RunningDependency | MissingDependency;

/** Engine and images to start containers with. */
export type Containers = {
  /** The socket of the test run's own engine. Default: the engine that `docker` reaches. */
  readonly host?: string | undefined;
  /** True for Waylight's own images, which run with a read-only root file system. Images of Apache and Redis are used unchanged. */
  readonly areOurs: boolean;
  /** Tags of images by name: `kafka` and `redis`; also all others of `npm run images` if tests need them. */
  readonly images: Readonly<Record<string, string>>;
};

export type StartOptions = { readonly signal?: AbortSignal };

export type StartDependencyOptions = StartOptions & {
  /** Engine and images to start a container. Default: a local process. */
  readonly containers?: Containers | undefined;
};
