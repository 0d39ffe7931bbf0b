import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waylight } from './command-line.ts';
import { type SmallRegion, startSmallRegion } from './small-region.ts';

let region: SmallRegion;

beforeAll(async () => {
  region = await startSmallRegion();
});
afterAll(() => region.stop());

const report = (reportId: string, more: object = {}) => ({
  ...{ reportId, occurredOn: '2025-03-14', country: 'MK', types: ['pushback'], shareWith: 'network' },
  ...more,
});
const mk = (args: readonly string[], stdin?: object) =>
  waylight(region.dataDir, [...args, '--country', 'MK'], {
    ...(stdin !== undefined && { stdin: JSON.stringify(stdin) }),
  });

describe('a consent that is withdrawn', () => {
  it('is one command, which says what happens when, and its receipt goes on saying it', async () => {
    await mk(['report', '-'], report('gone-1'));
    await mk(['receipt', 'gone-1', '--until', 'logged']);
    const { code, out } = await mk(['consent', 'withdraw', 'gone-1']);
    expect(code).toBe(0);
    expect(out).toMatch(/^gone-1 {2}retraction accepted, revision 2\n/);
    expect(out).toMatch(/ its content at the node {2}is gone since /);
    expect(out).toMatch(/ older revisions .*within 7 days/);
    await mk(['receipt', 'gone-1', '--until', 'logged']);
    const done = await mk(['receipt', 'gone-1']);
    expect(done.out).toMatch(/ older revisions +are gone from the log by \d{4}-\d{2}-\d{2} at the latest\n/);
    expect(done.out).toMatch(/ the retraction +is on the region’s log since /);
  });

  it('changes nothing when it is only checked, and is said to others as what is not there', async () => {
    await mk(['report', '-'], report('kept-1'));
    const checked = await mk(['consent', 'withdraw', 'kept-1', '--validate-only']);
    expect(checked.out).toMatch(/^kept-1 {2}retraction would be accepted\n/);
    expect((await mk(['receipt', 'kept-1'])).out).toMatch(/revision 1\n/);
    expect((await mk(['consent', 'withdraw', 'kept-1', '--as', 'DRC'])).code).toBe(3);
  });
});

describe('a report that is shared less widely', () => {
  it('needs its id alone, and a wider revision of it is refused', async () => {
    await mk(['report', '-'], report('less-1'));
    const { code, out } = await mk(['consent', 'narrow', 'less-1', '--to', 'country']);
    expect(code).toBe(0);
    expect(out).toMatch(/^less-1 {2}accepted, revision 2\n/);
    expect(out).toContain(' the narrower revision ');
    const again = JSON.parse((await mk(['consent', 'narrow', 'less-1', '--to', 'country', '--json'])).out);
    expect(again).toMatchObject({ outcome: 'unchanged', receipt: { revision: 2 } });
    const wider = await mk(['revise', '-', '--base', 'current'], report('less-1', { types: ['death'] }));
    expect(wider.code).toBe(3);
    expect(wider.err).toMatch(/share_with.*it was narrowed or its consent withdrawn.*country/s);
    const own = await waylight(region.dataDir, ['reports', '--country', 'MK', '--format', 'json']);
    const found = JSON.parse(own.out).reports.find((one: { reportId: string }) => one.reportId === 'less-1');
    expect(found).toMatchObject({ shareWith: 'country', revision: 2 });
  });
});
