import { readFile, rename, writeFile } from 'node:fs/promises';
import type { ExampleMonths } from './example-months.ts';

/** State of a region between starts. The command line reads it to find the region. */
export type RegionState = {
  readonly host: string;
  readonly portOffset: number;
  /** Undefined in a region that began empty. */
  readonly example?: ExampleMonths & { readonly seed: number; readonly loaded: boolean };
};

export async function readState(file: string): Promise<RegionState | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RegionState;
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes the state atomically: after a crash the file contains the old or the new state, never a part. */
export async function writeState(file: string, state: RegionState): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
