import { afterAll, beforeAll, expect, it } from 'vitest';
import { waylight } from './command-line.ts';
import { type SmallRegion, startSmallRegion } from './small-region.ts';

let region: SmallRegion;

beforeAll(async () => {
  region = await startSmallRegion();
});
afterAll(() => region.stop());

const run = (args: readonly string[]) => waylight(region.dataDir, args);

it('says how completely organisations reported, also in the release that says it', async () => {
  const asked = ['completeness', '--from', '2025-01', '--to', '2025-12', '--as', 'MYLA'];
  const { code, out } = await run(asked);
  expect(code).toBe(0);
  expect(out).toMatch(/^2025-03 +MK +most +most +35–44 +0–4 +about 10$/m);
  expect(out).toMatch(/^2025-03 +RS +none +none +· +· +0–4 +silent$/m);
  expect(out).toMatch(/^2025-03 +ME and XK\* +· .*too few organisations are expected$/m);
  expect(out).toContain('UNSCR 1244');
  const { months, asOf, explain } = JSON.parse((await run([...asked, '--json'])).out);
  expect(months[0].entries[1]).toEqual({
    ...{ countries: ['RS'], stated: 'none', present: 'none' },
    reported: [{ country: 'RS', incidents: 0 }],
  });
  expect([months[0].release, Object.keys(explain)]).toEqual([asOf, expect.arrayContaining(['rounding'])]);
  const csv = await run([...asked, '--format', 'csv']);
  expect(csv.out).toMatch(
    /^period,country,stated,present,field visits,staff days,incidents,says\n2025-03,MK,most,/,
  );
  const shown = await run(['release', 'show', asOf, '--as', 'MYLA']);
  expect(shown.out).toContain('MK: most; present: most; field visits 35–44, staff days 0–4');
  const network = await run(['completeness', '--as', 'SIM-MK-1']);
  expect([network.code, network.out.trim()]).toEqual([
    0,
    'Nothing of it has been released that you may see.',
  ]);
  const wrong = await run(['completeness', '--from', 'March', '--as', 'MYLA']);
  expect([wrong.code, wrong.err]).toEqual([3, expect.stringContaining('from')]);
});
