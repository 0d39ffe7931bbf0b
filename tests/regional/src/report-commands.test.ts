import { type InProcessRegion, startRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';

let region: InProcessRegion;

beforeAll(async () => {
  region = await startRegion({ run: 'in-process', organisations: ['MYLA', 'DRC'], insights: true });
});
afterAll(() => region.stop());

const report = (reportId: string, more: object = {}) => ({
  reportId,
  occurredOn: '2025-03-14',
  country: 'MK',
  types: ['pushback'],
  shareWith: 'network',
  ...more,
});
const mk = (args: readonly string[], stdin?: object) =>
  runWaylight(region.folder, [...args, '--country', 'MK'], {
    ...(stdin !== undefined && { stdin: JSON.stringify(stdin) }),
  });

describe('a withdrawn consent', () => {
  it('is one command, with the consequences and their times, also in the receipt', async () => {
    await mk(['report', '-'], report('gone-1'));
    await mk(['receipt', 'gone-1', '--until', 'logged']);
    const { code, out } = await mk(['consent', 'withdraw', 'gone-1']);
    expect(code).toBe(0);
    expect(out).toMatch(/^gone-1 {2}retraction accepted, revision 2\n/);
    expect(out).toMatch(/ its content at the node {2}was deleted at /);
    expect(out).toMatch(/ older revisions .*within 7 days/);
    await mk(['receipt', 'gone-1', '--until', 'logged']);
    const receipt = await mk(['receipt', 'gone-1']);
    expect(receipt.out).toMatch(
      / older revisions +are deleted from the log by \d{4}-\d{2}-\d{2} at the latest\n/,
    );
    expect(receipt.out).toMatch(/ the retraction +reached the region’s log at /);
  });

  it('changes nothing in a dry run, and is hidden from others like a missing report', async () => {
    await mk(['report', '-'], report('kept-1'));
    const checked = await mk(['consent', 'withdraw', 'kept-1', '--validate-only']);
    expect(checked.out).toMatch(/^kept-1 {2}retraction would be accepted\n/);
    expect((await mk(['receipt', 'kept-1'])).out).toMatch(/revision 1\n/);
    expect((await mk(['consent', 'withdraw', 'kept-1', '--as', 'DRC'])).code).toBe(3);
  });
});

describe('a narrowed report', () => {
  it('requires only its id, and refuses a wider revision', async () => {
    await mk(['report', '-'], report('less-1'));
    const { code, out } = await mk(['consent', 'narrow', 'less-1', '--to', 'country']);
    expect(code).toBe(0);
    expect(out).toMatch(/^less-1 {2}accepted, revision 2\n/);
    expect(out).toContain(' the narrower revision ');
    const again = JSON.parse(
      (await mk(['consent', 'narrow', 'less-1', '--to', 'country', '--format', 'json'])).out,
    );
    expect(again).toMatchObject({ outcome: 'unchanged', receipt: { revision: 2 } });
    const wider = await mk(['revise', '-', '--base', 'current'], report('less-1', { types: ['death'] }));
    expect(wider.code).toBe(3);
    expect(wider.err).toMatch(/share_with.*it was narrowed or its consent withdrawn.*country/s);
    const own = await runWaylight(region.folder, ['reports', '--country', 'MK', '--format', 'json']);
    const found = JSON.parse(own.out).reports.find((one: { reportId: string }) => one.reportId === 'less-1');
    expect(found).toMatchObject({ shareWith: 'country', revision: 2 });
  });
});

const today = new Date().toISOString().slice(0, 10);
const previewed = {
  reportId: 'seen-1',
  occurredOn: today,
  country: 'MK',
  types: ['pushback'],
  shareWith: 'network',
  place: 'Gevgelija',
  segment: 'GR-MK',
  persons: [
    { identity: { familyName: 'Zzyzxova', phone: '+38970123456' }, sex: 'female', age: 15, flags: ['UAM'] },
  ],
  consent: { basis: 'consent', scope: 'authorities', givenOn: today, givenBy: 'guardian' },
};
const preview = (more: object = {}, ...flags: string[]) =>
  runWaylight(region.folder, ['report', '-', '--country', 'MK', '--preview', ...flags], {
    stdin: JSON.stringify({ ...previewed, ...more }),
  });

describe('report --preview', () => {
  it('shows shared, local, coarser and dropped fields, and audiences', async () => {
    const { code, out, err } = await preview();
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^seen-1 {2}preview of revision 1: nothing was sent\n/);
    expect(out).toMatch(/ in rounded numbers {6}.*\(month\).*; for members\n/);
    expect(out).toMatch(/ in rounded numbers {6}.*; for network\n/);
    expect(out).not.toMatch(/for (authorities|the public)/);
    expect(out).toMatch(/Sent to the region’s log, \d+ bytes\n {2}report reference {4}[0-9a-f]{32}\n/);
    expect(out).toContain('person 1            sex Female; age band 12–17 years; flags Unaccompanied child');
    expect(out).toMatch(/consent {4}Consent of the person; at most: Authorities/);
    expect(out).toContain('age of person 1  age band of person 1 12–17 years');
    expect(out).toContain('stored nowhere\n  family name of person 1\n  phone of person 1\n');
    expect(out).not.toMatch(/Zzyzxova|38970123456/);
    const receipt = await runWaylight(region.folder, ['receipt', 'seen-1', '--country', 'MK']);
    expect(receipt.code).toBe(3);
  });

  it('shows that an unshared report does not leave, and that consent is missing', async () => {
    const { out } = await preview({ shareWith: '', consent: null });
    expect(out).toContain('Nothing is sent to the region’s log; the node keeps\n');
    expect(out).not.toContain('in rounded numbers');
    expect(out).toContain('no consent is stated');
  });

  it('of an existing report shows its revision, or that nothing changes', async () => {
    const there = { ...previewed, reportId: 'seen-3' };
    await runWaylight(region.folder, ['report', '-', '--country', 'MK'], { stdin: JSON.stringify(there) });
    expect((await preview(there)).out).toMatch(/^seen-3 {2}unchanged, revision 1.*change nothing\.\n$/s);
    expect((await preview({ ...there, types: ['death'] })).out).toMatch(
      /^seen-3 {2}preview of revision 2: .*revise FILE --country MK --base 1\n$/s,
    );
  });

  it('prints JSON, with one preview for each report of a list', async () => {
    const one = JSON.parse((await preview({}, '--format', 'json')).out);
    expect(one).toMatchObject({
      outcome: 'would-be-accepted',
      onLog: { fields: { primaryType: 'Pushback', shareWith: 'The whole network' } },
      dropped: ['persons[0].identity.familyName', 'persons[0].identity.phone'],
    });
    expect(new Set(one.releases.map((id: string) => id.split('.')[2]))).toEqual(
      new Set(['partners', 'network']),
    );
    const two = await runWaylight(
      region.folder,
      ['report', '-', '--country', 'MK', '--preview', '--format', 'json'],
      {
        stdin: JSON.stringify([previewed, { ...previewed, reportId: 'seen-2', shareWith: 'country' }]),
      },
    );
    expect(JSON.parse(two.out)).toMatchObject([{}, { releases: [], audiences: ['organisation', 'country'] }]);
  });

  it('is refused if it exceeds the consent, like the report', async () => {
    const { code, err } = await preview({ shareWith: 'public' });
    expect(code).toBe(3);
    expect(err).toMatch(/share_with.*wider than consent.scope.*authorities/s);
  });
});
