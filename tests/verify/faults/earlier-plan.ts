import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything from long ago up to last month is due: some two hundred releases for a run to close one by one. */
const PLAN = {
  version: 1,
  base: 5,
  from: '2010-01',
  tables: [
    {
      id: 'country-typegroup-month',
      layer: 'reports',
      unit: 'incidents',
      rows: {
        dimension: 'country',
        values: ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'],
        rest: 'other-or-unknown',
      },
      columns: {
        dimension: 'typeGroup',
        values: ['violence', 'border', 'coercion', 'death'],
        rest: 'other-or-unknown',
      },
      period: 'month',
      closesAfterDays: 21,
      audience: 'partners',
    },
  ],
};

/** A release plan that began years ago, in a file that goes with the region. */
export async function writeEarlierPlan(open: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-plan-'));
  open.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'release-plan.json');
  await writeFile(file, JSON.stringify(PLAN));
  return file;
}
