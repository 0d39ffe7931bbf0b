/** A real broker or store for tests: running, or what would make it available. */
export type RunningPart = { readonly address: string; stop(): Promise<void> };
export type MissingPart = { readonly unavailable: string };
export type StartedPart = RunningPart | MissingPart;

export type StartOptions = { readonly signal?: AbortSignal };
