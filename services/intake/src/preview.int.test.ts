import { ReportEvent } from '@waylight/contracts/incident';
import { Outcome, type PreviewReportResponse, type Report } from '@waylight/contracts/intake';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, report, startNode, submission } from './testing/calls.ts';

let region: InProcessRegion;
let node: RegionNode;

beforeAll(async () => {
  region = await startNode();
  node = region.node();
});
afterAll(() => region.stop());

const TOPIC = 'reports.v1.MK';

const preview = async (reportId: string, over: Partial<Report> = {}): Promise<PreviewReportResponse> =>
  call(await node.organisation('MYLA'), 'previewReport', { report: report(reportId, over) });
const send = async (reportId: string, over: Partial<Report> = {}) =>
  call(await node.organisation('MYLA'), 'submitReport', submission(reportId, over));
const revise = async (reportId: string, baseRevision: number, over: Partial<Report>) =>
  call(await node.organisation('MYLA'), 'reviseReport', {
    report: report(reportId, over),
    baseRevision,
    validateOnly: false,
  });

async function recordsOnLog(): Promise<Uint8Array[]> {
  const values: Uint8Array[] = [];
  for (const { partition, start } of await region.eventLog.offsets(TOPIC))
    for await (const { records } of region.eventLog.readFrom({ topic: TOPIC, partition }, start))
      values.push(...records.flatMap(({ value }) => value ?? []));
  return values;
}

/** Waits for the record of the previewed revision. */
async function waitForRecord({ event }: PreviewReportResponse): Promise<Uint8Array> {
  if (event === undefined) throw new Error('the preview has no event');
  const { reportReference, revision } = event;
  return eventually(async () =>
    (await recordsOnLog()).find((value) => {
      const published = ReportEvent.decode(value);
      return published.reportReference.equals(reportReference) && published.revision === revision;
    }),
  );
}

const detailed = {
  place: 'Gevgelija',
  origins: ['AF'],
  importId: 'i1',
  persons: [{ identity: { familyName: 'Zahra', phone: '+963944556677' }, age: 15, originCountry: 'SY' }],
  consent: { basis: 'consent', scope: 'network', givenOn: '2026-03', givenBy: 'guardian', linkage: '' },
} as never as Partial<Report>;

describe('a preview', () => {
  it('equals the published record byte by byte, for a new and a revised report', async () => {
    const first = await preview('a', detailed);
    expect(first).toMatchObject({ outcome: Outcome.WOULD_ACCEPT, receipt: { revision: 1 } });
    await send('a', detailed);
    const record = await waitForRecord(first);
    expect([ReportEvent.encode(first.event!).finish(), first.eventBytes]).toEqual([record, record.length]);

    const narrowed = { ...detailed, shareWith: 'organisation' };
    const second = await preview('a', narrowed);
    expect(second.event).toMatchObject({ revision: 2, change: { $case: 'retraction' } });
    await revise('a', 1, narrowed);
    expect(ReportEvent.encode(second.event!).finish()).toEqual(await waitForRecord(second));
  });

  it('has the outcome "unchanged" for a report that was sent already', async () => {
    await send('same');
    expect(await preview('same')).toMatchObject({ outcome: Outcome.UNCHANGED, receipt: { revision: 1 } });
  });

  it('shows that a stored report was narrowed', async () => {
    await send('less', detailed);
    const narrowing = { reportId: 'less', shareWith: 'country', baseRevision: 0, validateOnly: false };
    await call(await node.organisation('MYLA'), 'narrowSharing', narrowing);
    const shown = await preview('less', detailed);
    expect(shown).toMatchObject({ outcome: Outcome.UNCHANGED, audiences: ['organisation', 'country'] });
    expect(shown.event).toMatchObject({ revision: 2, change: { value: shown.incident } });
    // The next test requires an empty outbox.
    await waitForRecord(shown);
  });

  it('writes nothing', async () => {
    // Reports of earlier tests may still be in the outbox.
    await eventually(async () => /outbox_records\{[^}]*\} 0$/m.test(await node.metrics()) || undefined);
    const before = await recordsOnLog();
    await preview('never');
    await preview('never', { shareWith: 'organisation' });
    const client = await node.organisation('MYLA');
    expect(await expectFailure(call(client, 'getReceipt', { reportId: 'never' }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await recordsOnLog()).toHaveLength(before.length);
  });

  it('has no event for a report that is not shared, but contains the coded incident', async () => {
    const alone = await preview('alone', { shareWith: '' });
    expect(alone).toMatchObject({ event: undefined, eventBytes: 0, audiences: ['organisation'] });
    expect(alone.incident?.primaryType).toBeGreaterThan(0);
    expect(alone.coarsened).toEqual([]);
  });

  it('lists the paths of fields that stay at the node, are dropped or become coarser', async () => {
    const shown = await preview('paths', detailed);
    expect(shown.audiences).toEqual(['organisation', 'country', 'partners']);
    expect(shown.nodeOnly).toEqual(['report_id', 'consent', 'import_id']);
    expect(shown.consent).toMatchObject({ scope: 'network', givenOn: '2026-03', linkage: 'unknown' });
    expect(shown.dropped).toEqual(['persons[0].identity.family_name', 'persons[0].identity.phone']);
    expect(shown.coarsened.map(({ field, replacedBy }) => [field, ...replacedBy])).toEqual([
      ['place', 'area', 'segment', 'place_precision'],
      ['origins', 'origin_region'],
      ['persons[0].age', 'persons[0].age_band'],
      ['persons[0].origin_country', 'persons[0].origin_region'],
      ['report_id', 'report_reference'],
    ]);
  });

  it('is refused with the same violations as a submission', async () => {
    const wrong = preview('wrong', {
      types: ['nonsense'],
      consent: { ...detailed.consent!, scope: 'country' },
    });
    expect(await expectFailure(wrong)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: [{ violations: [{ field: 'types[0]' }, { field: 'share_with' }] }],
    });
  });
});
