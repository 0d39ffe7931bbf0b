import { RetractionReason } from '@waylight/contracts/incident';
import { ListReportsRequest, Report } from '@waylight/contracts/intake';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, expectFailure, startNode, submission } from '../testing/calls.ts';

const DAY_MS = 86_400_000;
const NO_REPORTS = { receivedAtLeast: 0, removedAtLeast: 0, hasManyRemovals: false };

let region: InProcessRegion;
let node: RegionNode;

const times = (count: number, work: (n: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));

async function send(organisation: string, id: string, shareWith: string, more: object = {}): Promise<void> {
  await call(await node.organisation(organisation), 'submitReport', submission(id, { shareWith, ...more }));
}

async function retract(organisation: string, reportId: string): Promise<void> {
  const request = { reportId, baseRevision: 0, reason: RetractionReason.MISTAKE, validateOnly: false };
  await call(await node.organisation(organisation), 'retractReport', request);
}

async function narrow(organisation: string, id: string, shareWith: string, baseRevision = 1): Promise<void> {
  const { report } = submission(id, { shareWith });
  await call(await node.organisation(organisation), 'reviseReport', {
    report: Report.fromPartial(report ?? {}),
    baseRevision,
    validateOnly: false,
  });
}

const review = async (as: 'operator' | string) =>
  call(as === 'operator' ? await node.operator() : await node.organisation(as), 'getReview', {});

beforeAll(async () => {
  region = await startNode();
  node = region.node();
});
afterAll(() => region.stop());

describe('the review of a node', () => {
  it('lists every organisation of the node, before any has sent a report', async () => {
    const { from, organisations } = await review('MYLA');
    expect(from).toBe('2025-03-15');
    expect(organisations).toMatchObject(
      ['DRC', 'GONE', 'LEGIS', 'MYLA'].map((organisation) => ({ organisation, ...NO_REPORTS })),
    );
  });

  it('counts reports for tables, and how many of these were retracted or narrowed, in steps of 5', async () => {
    await times(23, (n) => send('DRC', `stays-${n}`, 'partners'));
    await times(6, (n) => send('DRC', `taken-${n}`, n < 4 ? 'network' : 'public'));
    // First there is one removal too few to be marked. Then one report is narrowed to the country, one to the
    // organisation, and one twice.
    await times(3, (n) => retract('DRC', `taken-${n}`));
    await narrow('DRC', 'taken-3', 'country');
    expect((await review('MYLA')).organisations[0]).toMatchObject({
      organisation: 'DRC',
      receivedAtLeast: 25,
      removedAtLeast: 0,
      hasManyRemovals: false,
    });
    await narrow('DRC', 'taken-4', 'organisation');
    await narrow('DRC', 'taken-5', 'country');
    await narrow('DRC', 'taken-5', 'organisation', 2);
    // 6 of 29 reports are removed.
    const expected = { organisation: 'DRC', receivedAtLeast: 25, removedAtLeast: 5, hasManyRemovals: true };
    expect((await review('MYLA')).organisations[0]).toMatchObject(expected);
    expect((await review('operator')).organisations[0]).toMatchObject(expected);
  });

  it('counts no reports that tables do not count, no public record, and no removal that was undone', async () => {
    await times(6, (n) => send('LEGIS', `own-${n}`, n % 2 === 0 ? '' : 'country'));
    await times(6, (n) => retract('LEGIS', `own-${n}`));
    await send('LEGIS', 'back', 'partners');
    await narrow('LEGIS', 'back', 'organisation');
    await narrow('LEGIS', 'back', 'partners', 2);
    const { organisations } = await review('MYLA');
    expect(organisations.find(({ organisation }) => organisation === 'LEGIS')).toMatchObject(NO_REPORTS);
    const record = { layer: 'public-record', types: ['death'], counts: { dead: 1 } };
    await times(6, (n) => send('DRC', `record-${n}`, '', record));
    await times(6, (n) => retract('DRC', `record-${n}`));
    expect((await review('MYLA')).organisations).toMatchObject(organisations);
  });

  it('can be read only by the lead organisation of the node and by operators', async () => {
    for (const as of ['DRC', 'LEGIS', 'BCHR', 'GONE'])
      expect(await expectFailure(review(as))).toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(await expectFailure(call(await node.client(), 'getReview', {}))).toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    const listed = call(await node.operator(), 'listReports', ListReportsRequest.fromPartial({}));
    expect(await expectFailure(listed)).toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('is in no metric and no log line', async () => {
    expect(await node.metrics()).not.toMatch(/DRC|LEGIS|MYLA/);
    expect(region.logLines.join('')).not.toMatch(/DRC|LEGIS|MYLA/);
  });

  it('reads a long ledger in batches, and leaves out reports older than 12 months', async () => {
    // The clock goes back, not forward, because certificates would expire.
    region.clock.nowMs -= 365 * DAY_MS;
    await times(1_200, (n) => send('MYLA', `many-${n}`, 'partners', { occurredOn: '2025-01-10' }));
    await times(300, (n) => retract('MYLA', `many-${n}`));
    const last = async () => (await review('operator')).organisations.at(-1);
    const expected = {
      organisation: 'MYLA',
      receivedAtLeast: 1_200,
      removedAtLeast: 300,
      hasManyRemovals: true,
    };
    region.clock.nowMs += 365 * DAY_MS;
    expect(await last()).toMatchObject(expected);
    region.clock.nowMs += DAY_MS;
    expect(await last()).toMatchObject({ organisation: 'MYLA', ...NO_REPORTS });
  });
});
