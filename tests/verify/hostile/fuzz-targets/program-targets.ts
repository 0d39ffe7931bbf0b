import type { FuzzTarget } from '../fuzz-target.ts';
import { openProgramTarget } from '../program/open-program-target.ts';
import type { ProgramTargetName } from '../program/program-target.ts';

/** No input here may take longer, on a machine that does much else at the same time. */
const WITHIN_MS = 20_000;

/** One for each core of a small machine. */
const READERS = 2;
/** An import holds its whole table: of the largest file that it takes, 100 MB, about as much. */
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
    // The door gives up first, and begins anew.
    timeoutMs: 8 * WITHIN_MS,
    open: () => openProgramTarget(name, { readers: READERS, withinMs: WITHIN_MS, mostMib }),
  };
}

export const files = programTarget(
  'files',
  'CSV and XLSX through the import: bombs, lies of archives, encodings, cells',
  { full: 40_000, short: 600 },
  IMPORT_MIB,
);

export const mappings = programTarget(
  'mappings',
  'mapping files: aliases of aliases, nesting, patterns, and tables coded by them',
  {
    full: 40_000,
    short: 300,
  },
);

export const configuration = programTarget(
  'configuration',
  'environment, registry, plan, keys, tokens: what services are configured with',
  { full: 60_000, short: 300 },
);
