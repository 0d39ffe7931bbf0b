import type { FuzzTarget } from '../fuzz-target.ts';
import { openProgramTarget } from '../program/open-program-target.ts';
import type { ProgramTargetName } from '../program/program-target.ts';

/** The time limit of any input, on a busy machine. */
const WITHIN_MS = 20_000;

/** One for each core of a small machine. */
const READERS = 2;
/** An import keeps its whole table in memory: about this much for the largest permitted file, 100 MB. */
const IMPORT_MIB = 1_024;

function programTarget(
  name: ProgramTargetName,
  about: string,
  inputs: FuzzTarget['inputs'],
  mostMib?: number,
): FuzzTarget {
  return {
    name,
    about,
    inputs,
    concurrency: READERS,
    // The target gives up first, and starts a new process.
    timeoutMs: 8 * WITHIN_MS,
    open: () => openProgramTarget(name, { readers: READERS, withinMs: WITHIN_MS, mostMib }),
  };
}

export const files = programTarget(
  'files',
  'CSV and XLSX through the import: bombs, lying archives, encodings, cells',
  { full: 40_000, short: 600 },
  IMPORT_MIB,
);

export const mappings = programTarget(
  'mappings',
  'mapping files: aliases of aliases, nesting, patterns, and tables coded with them',
  {
    full: 40_000,
    short: 300,
  },
);

export const configuration = programTarget(
  'configuration',
  'environment, registry, plan, keys, tokens: the configuration of services',
  { full: 60_000, short: 300 },
);
