import type { Containers } from './containers-for-tests.ts';

/** A real broker or store for tests: running, or what would make it available. */
export type RunningDependency = { readonly address: string; stop(): Promise<void> };
export type MissingDependency = { readonly unavailable: string };
export type StartedDependency = RunningDependency | MissingDependency;

export type StartOptions = { readonly signal?: AbortSignal };

export type StartDependencyOptions = StartOptions & {
  /** How a container of it is started; as a local process if not given. */
  readonly containers?: Containers | undefined;
};
