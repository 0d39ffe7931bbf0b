import type { Containers } from './containers-for-tests.ts';

/** A real broker or store for tests: running, or what would make it available. */
export type RunningPart = { readonly address: string; stop(): Promise<void> };
export type MissingPart = { readonly unavailable: string };
export type StartedPart = RunningPart | MissingPart;

export type StartOptions = { readonly signal?: AbortSignal };

export type StartPartOptions = StartOptions & {
  /** How a container of it is started; as a local process if not given. */
  readonly containers?: Containers | undefined;
};
