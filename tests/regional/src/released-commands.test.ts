import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type InProcessRegion, MEMBERS, startRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';
import { marchRelease, RELEASED_MARCH } from './released-march.ts';

let region: InProcessRegion;
let id: string;
beforeAll(async () => {
  region = await startRegion({
    run: 'in-process',
    organisations: [...MEMBERS, 'SIM-MK-1'],
    nodes: [],
    insights: true,
    data: RELEASED_MARCH,
  });
  const toPublic = marchRelease('public');
  await region.release(toPublic);
  id = toPublic.releaseId;
});
afterAll(() => region?.stop());

const run = (...args: string[]) => runWaylight(region.folder, args);
const as = (organisation: string, ...args: string[]) => run('release', ...args, '--as', organisation);

const listed = async (organisation: string) =>
  JSON.parse((await as(organisation, 'list', '--format', 'json')).out);
const entry = async (organisation: string) =>
  (await listed(organisation)).find((one: { id: string }) => one.id === id);

it('says what changed, in sentences and as codes', async () => {
  const { code, out } = await run('changes', '--as', 'MYLA');
  expect(code).toBe(0);
  const text = out.replaceAll('\n', ' ');
  expect(text).toMatch(/^Whole region: about 10 incidents in March 2025: not comparable\./);
  expect(text).toContain('There is no number for February 2025.');
  expect(text).toContain('No activity report for March 2025: Serbia.');
  const { headline, silent } = JSON.parse((await run('changes', '--as', 'MYLA', '--format', 'json')).out);
  expect(headline).toMatchObject({ subject: [], verdict: 'not-comparable', reasons: ['no-number-before'] });
  expect(silent).toEqual(['RS']);
  const missing = await run('changes', '--release', 'none.2025-03.partners', '--as', 'MYLA');
  expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('no release with this id')]);
});

it('shows completeness, also in the release that contains it', async () => {
  const query = ['completeness', '--from', '2025-01', '--to', '2025-12', '--as', 'MYLA'];
  const { code, out } = await run(...query);
  expect(code).toBe(0);
  expect(out).toMatch(/^2025-03 +MK +most +most +35–44 +0–4 +about 10$/m);
  expect(out).toMatch(/^2025-03 +RS +none +none +· +· +0–4 +silent$/m);
  expect(out).toMatch(/^2025-03 +ME and XK\* +· .*too few organisations are expected$/m);
  const { months, asOf } = JSON.parse((await run(...query, '--format', 'json')).out);
  expect(months[0].release).toBe(asOf);
  const csv = await run(...query, '--format', 'csv');
  expect(csv.out).toMatch(
    /^period,country,stated,present,field visits,staff days,incidents,meaning\n2025-03,MK,most,/,
  );
  const release = await run('release', 'show', asOf, '--as', 'MYLA');
  expect(release.out).toContain('MK: most; present: most; field visits 35–44, staff days 0–4');
  const network = await run('completeness', '--as', 'SIM-MK-1');
  expect([network.code, network.out.trim()]).toEqual([
    0,
    expect.stringMatching(
      /^No completeness of reporting has been released to you yet\. |^The release plan has no completeness/,
    ),
  ]);
});

it('hides a release to other audiences like a missing one', async () => {
  const [{ id }] = JSON.parse((await run('release', 'list', '--format', 'json', '--as', 'MYLA')).out);
  const foreign = await run('release', 'show', id, '--as', 'SIM-MK-1');
  const absent = await run('release', 'show', 'none.2025-01.partners', '--as', 'MYLA');
  expect([foreign.code, foreign.out, foreign.err]).toEqual([3, '', absent.err]);
  expect(absent.err).toContain('waylight release list');
});

it('prints the region’s release plan as text or as its file', async () => {
  const plan = await run('release', 'plan', '--region', '--as', 'SIM-MK-1');
  expect([plan.code, plan.out]).toEqual([0, (await run('release', 'plan')).out]);
  const document = JSON.parse((await run('release', 'plan', '--region', '--format', 'json')).out);
  expect(document).toEqual(JSON.parse(await readFile(join(region.folder, 'release-plan.json'), 'utf8')));
  const both = await run('release', 'plan', '--region', '--file', 'plan.json');
  expect([both.code, both.err]).toEqual([2, expect.stringContaining('use only one of them')]);
});

it('approves a public release, also by delegation, and withdraws it', async () => {
  expect(await entry('MYLA')).toEqual({
    id,
    table: 'country-month',
    period: '2025-03',
    audience: 'public',
    k: 5,
    status: 'not-requested',
  });
  expect(await entry('SIM-MK-1')).toBeUndefined();

  const requested = await as('MYLA', 'request', id);
  expect([requested.code, requested.err]).toEqual([0, '']);
  expect(requested.out).toContain(`${id}: requested.`);
  expect(requested.out).toMatch(
    /7 of 7 members have not answered\. Deadline: \d{4}-\d\d-\d\d \d\d:\d\d UTC; no answer counts as a no\./,
  );
  expect((await as('BCHR', 'request', id)).out).toContain('nothing changed');

  expect((await as('AHC', 'delegate', 'DRC')).out).toContain('DRC may approve for you: every release.');
  expect((await as('DRC', 'approve', id, '--for', 'AHC')).out).toContain('approved for AHC.');
  for (const member of ['VPBIH', 'CRPK', 'GAMN', 'MYLA', 'BCHR']) await as(member, 'approve', id);
  const status = await as('MYLA', 'approvals', id);
  expect(status.out).toContain('Missing: DRC.');
  expect(status.out).toContain('AHC by DRC');
  expect(await entry('MYLA')).toMatchObject({ status: 'open', missing: ['DRC'] });
  expect((await as('SIM-MK-1', 'show', id)).code).toBe(3);
  expect((await as('GAMN', 'withdraw', id)).out).toContain('the approval is withdrawn.');
  await as('GAMN', 'approve', id);
  const last = await as('DRC', 'approve', id);
  expect(last.out).toContain('All 7 members have approved. The audience can read the release: the public.');
  expect((await as('SIM-MK-1', 'show', id)).code).toBe(0);
  expect(await entry('SIM-MK-1')).toMatchObject({ status: 'published' });

  expect(JSON.parse((await as('MYLA', 'approvals', '--format', 'json')).out)).toMatchObject({
    approvals: [{ release: id, status: 'approved' }],
    delegations: [{ fromOrganisation: 'AHC', toOrganisation: 'DRC', releaseId: '' }],
  });
  const withdrawn = await as('AHC', 'withdraw', id);
  expect(withdrawn.out).toContain('AHC withdrew it on');
  expect((await as('SIM-MK-1', 'show', id)).code).toBe(3);
  expect(await entry('MYLA')).toMatchObject({ status: 'withdrawn' });
  const again = await as('MYLA', 'request', id);
  expect([again.code, again.err]).toEqual([3, expect.stringContaining('not offered to this audience again')]);
  await as('AHC', 'delegate', 'DRC', '--revoke');
  expect(JSON.parse((await as('MYLA', 'approvals', '--format', 'json')).out).delegations).toEqual([]);
});

it('hides approvals from non-members, and refuses an objection without a code', async () => {
  const network = await as('SIM-MK-1', 'approvals', '--format', 'json');
  expect(JSON.parse(network.out)).toEqual({ approvals: [], delegations: [] });
  const absent = await as('SIM-MK-1', 'request', 'country-month.2031-01.public');
  expect(await as('SIM-MK-1', 'request', id)).toEqual(absent);
  expect((await as('MYLA', 'object', id)).code).toBe(2);
  expect((await as('MYLA', 'object', id, '--code', 'because')).err).toContain(
    'Allowed choices are risk-to-persons',
  );
});
