import type { Door } from '../door.ts';
import { openInside } from '../inside/open-inside.ts';
import type { TargetName } from '../inside/target.ts';

/** No input here may take longer, on a machine that does much else at the same time. */
const WITHIN_MS = 20_000;

/** One for each core of a small machine. */
const READERS = 2;
/** An import holds its whole table: of the largest file that it takes, 100 MB, about as much. */
const IMPORT_MIB = 1_024;

function inside(name: TargetName, about: string, inputs: Door['inputs'], mostMib?: number): Door {
  return {
    name,
    about,
    inputs,
    atOnce: READERS,
    // The door gives up first, and begins anew.
    withinMs: 8 * WITHIN_MS,
    open: () => openInside(name, { readers: READERS, withinMs: WITHIN_MS, mostMib }),
  };
}

export const files = inside(
  'files',
  'CSV and XLSX through the import: bombs, lies of archives, encodings, cells',
  { whole: 40_000, cut: 600 },
  IMPORT_MIB,
);

export const mappings = inside(
  'mappings',
  'mapping files: aliases of aliases, nesting, patterns, and tables coded by them',
  {
    whole: 40_000,
    cut: 300,
  },
);

export const configuration = inside(
  'configuration',
  'environment, registry, plan, keys, tokens: what services are configured with',
  { whole: 60_000, cut: 300 },
);
