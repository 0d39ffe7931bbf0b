import { chmod, constants, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { parseRegistry, type Registry } from '@waylight/access';
import { dayOfInstant, isoDay, isoMonth } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { readJsonFile } from '@waylight/service-kit';
import { ensureCredentials } from './credentials.ts';
import { EXAMPLE_SEED, exampleMonths } from './example-months.ts';
import { ensureKeys } from './keys.ts';
import type { Layout } from './layout.ts';
import { ensureReleaseKeys } from './release-keys.ts';
import { type RegionState, readState, writeState } from './state.ts';

export const SHIPPED_REGISTRY = new URL('../../../infra/registry/registry.json', import.meta.url);

export type PreparedFiles = { readonly registry: Registry; readonly state: RegionState };

/** Creates the missing files of a region: registry, keys, certificates and release plan. */
export async function prepareFiles(
  layout: Layout,
  args: { readonly portOffset: number; readonly empty: boolean; readonly months?: number },
  now: Date,
): Promise<PreparedFiles> {
  await mkdir(layout.dir, { recursive: true, mode: 0o700 });
  const before = await readState(layout.region);
  if (before === undefined) {
    // A folder that a user created is usually readable by others. Services refuse to create a database in it.
    await chmod(layout.dir, 0o700);
    await ignoreExisting(copyFile(SHIPPED_REGISTRY, layout.registry, constants.COPYFILE_EXCL));
  }
  const { registry } = await readJsonFile(
    { variable: 'WAYLIGHT_REGISTRY_FILE', file: layout.registry },
    parseRegistry,
  );
  await ensureKeys(layout, registry);
  await ensureCredentials(layout, registry, now);
  const today = dayOfInstant(now.getTime());
  await ensureReleaseKeys(layout, isoDay(today));

  const state: RegionState = {
    host: '127.0.0.1',
    ...before,
    ...(before === undefined && !args.empty
      ? { example: { ...exampleMonths(today, args.months), seed: EXAMPLE_SEED, loaded: false } }
      : {}),
    portOffset: args.portOffset === -1 ? (before?.portOffset ?? 0) : args.portOffset,
  };
  if (before === undefined) {
    // Releases begin with the example months, or with the current month of an empty region.
    const from = state.example?.firstMonth ?? isoMonth(today);
    const plan = `${JSON.stringify({ ...DEFAULT_RELEASE_PLAN, from }, undefined, 2)}\n`;
    await ignoreExisting(writeFile(layout.plan, plan, { flag: 'wx' }));
  }
  await writeState(layout.region, state);
  return { registry, state };
}

/** Keeps a file that existed before the first start. */
async function ignoreExisting(creation: Promise<void>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}
