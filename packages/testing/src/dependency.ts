/** A real broker or store for tests: its address, or what would make it available. */
export type RunningDependency = { readonly address: string; stop(): Promise<void> };
export type MissingDependency = { readonly unavailable: string };
export type StartedDependency = RunningDependency | MissingDependency;

/** Engine and images to start containers with. */
export type Containers = {
  /** The socket of the run's own engine. Default: the engine that `docker` reaches. */
  readonly host?: string | undefined;
  /** True for our own images, which run with a read-only root. Images of Apache and Redis are used unchanged. */
  readonly areOurs: boolean;
  /** Tags by name: `kafka`, `redis`, and if tests need them `intake`, `aggregation` and `insights`. */
  readonly images: Readonly<Record<string, string>>;
};

export type StartOptions = { readonly signal?: AbortSignal };

export type StartDependencyOptions = StartOptions & {
  /** Engine and images to start a container. Default: a local process. */
  readonly containers?: Containers | undefined;
};
