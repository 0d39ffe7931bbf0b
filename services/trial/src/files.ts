import { chmod, constants, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseRegistry, type Registry } from '@waylight/access';
import { dayOfInstant, isoDay, isoMonth } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { readJsonFile } from '@waylight/service-kit';
import { ensureCredentials } from './credentials.ts';
import { EXAMPLE_SEED, exampleMonths } from './example-months.ts';
import { ensureKeys, exists } from './keys.ts';
import type { Layout } from './layout.ts';
import { ensureReleaseKeys } from './release-keys.ts';
import { type RegionState, readState, writeState } from './state.ts';

export const SHIPPED_REGISTRY = new URL('../../../infra/registry/registry.json', import.meta.url);

export type PreparedFiles = { readonly registry: Registry; readonly state: RegionState };

/** Choices of a start or a set-up. A choice between example data and none holds until the first start. */
type Choices = {
  readonly portOffset: number;
  readonly empty: boolean;
  readonly months?: number | undefined;
};

/** Creates the missing files of a region: registry, keys, certificates and release plan. */
export async function prepareFiles(layout: Layout, args: Choices, now: Date): Promise<PreparedFiles> {
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

  const isChosen = args.empty || args.months !== undefined;
  const keepsExample = before !== undefined && !(isChosen && !(await exists(layout.log)));
  const example = keepsExample ? before.example : exampleOf(args, today);
  const state: RegionState = {
    host: before?.host ?? '127.0.0.1',
    ...(example === undefined ? {} : { example }),
    portOffset: args.portOffset === -1 ? (before?.portOffset ?? 0) : args.portOffset,
  };
  if (!keepsExample) {
    // The plan of a set-up is replaced, unless somebody has changed it.
    const plan = await readFile(layout.plan, 'utf8').catch(() => undefined);
    const isUnchanged = before !== undefined && plan === planOf(before, today);
    await ignoreExisting(writeFile(layout.plan, planOf(state, today), { flag: isUnchanged ? 'w' : 'wx' }));
  }
  await writeState(layout.region, state);
  return { registry, state };
}

const exampleOf = ({ empty, months }: Choices, today: number): RegionState['example'] =>
  empty ? undefined : { ...exampleMonths(today, months), seed: EXAMPLE_SEED, loaded: false };

/** Releases begin with the example months, or with the current month of an empty region. */
function planOf({ example }: RegionState, today: number): string {
  const from = example?.firstMonth ?? isoMonth(today);
  return `${JSON.stringify({ ...DEFAULT_RELEASE_PLAN, from }, undefined, 2)}\n`;
}

/** Keeps a file that existed before the first start. */
async function ignoreExisting(creation: Promise<void>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}
