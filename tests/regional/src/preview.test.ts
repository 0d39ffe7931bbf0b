import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waylight } from './command-line.ts';
import { type SmallRegion, startSmallRegion } from './small-region.ts';

let region: SmallRegion;

beforeAll(async () => {
  region = await startSmallRegion();
});
afterAll(() => region.stop());

const today = new Date().toISOString().slice(0, 10);
const report = {
  ...{ reportId: 'seen-1', occurredOn: today, country: 'MK', types: ['pushback'], shareWith: 'network' },
  ...{ place: 'Gevgelija', segment: 'GR-MK' },
  persons: [
    { identity: { familyName: 'Zzyzxova', phone: '+38970123456' }, sex: 'female', age: 15, flags: ['UAM'] },
  ],
  consent: { basis: 'consent', scope: 'authorities', givenOn: today, givenBy: 'guardian' },
};
const preview = (more: object = {}, ...flags: string[]) =>
  waylight(region.dataDir, ['report', '-', '--country', 'MK', '--preview', ...flags], {
    stdin: JSON.stringify({ ...report, ...more }),
  });

describe('report --preview', () => {
  it('shows what would leave, who could count it, what stays, what is coarser and what is dropped', async () => {
    const { code, out, err } = await preview();
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^seen-1 {2}preview of revision 1: nothing was sent\n/);
    expect(out).toMatch(/ in rounded numbers {6}.*\(month\).*; for members\n/);
    expect(out).toMatch(/ in rounded numbers {6}.*; for network\n/);
    expect(out).not.toMatch(/for (authorities|the public)/);
    expect(out).toMatch(/log would have, \d+ bytes\n {2}report reference {4}[0-9a-f]{32}\n/);
    expect(out).toContain('person 1            sex Female; age band 12–17 years; flags Unaccompanied child');
    expect(out).toMatch(/consent {4}Consent of the person; at most: Authorities/);
    expect(out).toContain('age of person 1  age band of person 1 12–17 years');
    expect(out).toContain('kept nowhere\n  family name of person 1\n  phone of person 1\n');
    expect(out).not.toMatch(/Zzyzxova|38970123456/);
    const receipt = await waylight(region.dataDir, ['receipt', 'seen-1', '--country', 'MK']);
    expect(receipt.code).toBe(3);
  });

  it('says that nothing leaves where nobody shares it, and that no consent was stated', async () => {
    const { out } = await preview({ shareWith: '', consent: null });
    expect(out).toContain('Nothing goes on the region’s log; the node keeps\n');
    expect(out).not.toContain('in rounded numbers');
    expect(out).toContain('none is stated');
  });

  it('of a report that is there says how it would be revised, or that nothing would change', async () => {
    const there = { ...report, reportId: 'seen-3' };
    await waylight(region.dataDir, ['report', '-', '--country', 'MK'], { stdin: JSON.stringify(there) });
    expect((await preview(there)).out).toMatch(
      /^seen-3 {2}is there like this, revision 1.*change nothing\.\n$/s,
    );
    expect((await preview({ ...there, types: ['death'] })).out).toMatch(
      /^seen-3 {2}preview of revision 2: .*revise FILE --country MK --base 1\n$/s,
    );
  });

  it('gives programs the same, of a list one for each', async () => {
    const one = JSON.parse((await preview({}, '--json')).out);
    expect(one).toMatchObject({
      outcome: 'would-be-accepted',
      onLog: { fields: { primaryType: 'Pushback', shareWith: 'The whole network' } },
      dropped: ['persons[0].identity.familyName', 'persons[0].identity.phone'],
    });
    expect(new Set(one.releases.map((id: string) => id.split('.')[2]))).toEqual(
      new Set(['partners', 'network']),
    );
    const two = await waylight(region.dataDir, ['report', '-', '--country', 'MK', '--preview', '--json'], {
      stdin: JSON.stringify([report, { ...report, reportId: 'seen-2', shareWith: 'country' }]),
    });
    expect(JSON.parse(two.out)).toMatchObject([{}, { releases: [], circles: ['organisation', 'country'] }]);
  });

  it('is refused like the report itself where it shares more widely than was agreed to', async () => {
    const { code, err } = await preview({ shareWith: 'public' });
    expect(code).toBe(3);
    expect(err).toMatch(/share_with.*wider than consent.scope.*authorities/s);
  });
});
