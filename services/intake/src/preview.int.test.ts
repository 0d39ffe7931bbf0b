import { ReportEvent } from '@waylight/contracts/incident';
import { Outcome, type PreviewReportResponse, type Report } from '@waylight/contracts/intake';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, report, submission } from './testing/calls.ts';
import { startNode } from './testing/start-node.ts';

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

/** The record of a revision, once it is there. */
async function onLog({ event }: PreviewReportResponse): Promise<Uint8Array> {
  if (event === undefined) throw new Error('nothing of it goes on the log');
  const { reportReference, revision } = event;
  return eventually(async () =>
    (await recordsOnLog()).find((value) => {
      const found = ReportEvent.decode(value);
      return found.reportReference.equals(reportReference) && found.revision === revision;
    }),
  );
}

const described = {
  place: 'Gevgelija',
  origins: ['AF'],
  importId: 'i1',
  persons: [{ identity: { familyName: 'Zahra', phone: '+963944556677' }, age: 15, originCountry: 'SY' }],
  consent: { basis: 'consent', scope: 'network', givenOn: '2026-03', givenBy: 'guardian', linkage: '' },
} as never as Partial<Report>;

describe('a preview', () => {
  it('is the very record that sending puts on the log, byte by byte, new and revised', async () => {
    const first = await preview('a', described);
    expect(first).toMatchObject({ outcome: Outcome.WOULD_ACCEPT, receipt: { revision: 1 } });
    await send('a', described);
    const record = await onLog(first);
    expect([ReportEvent.encode(first.event!).finish(), first.eventBytes]).toEqual([record, record.length]);

    const narrowed = { ...described, shareWith: 'organisation' };
    const second = await preview('a', narrowed);
    expect(second.event).toMatchObject({ revision: 2, change: { $case: 'retraction' } });
    await revise('a', 1, narrowed);
    expect(ReportEvent.encode(second.event!).finish()).toEqual(await onLog(second));
  });

  it('says that the same is there already', async () => {
    await send('same');
    expect(await preview('same')).toMatchObject({ outcome: Outcome.UNCHANGED, receipt: { revision: 1 } });
  });

  it('shows what is there as it is, also where it was narrowed since it was sent', async () => {
    await send('less', described);
    const narrowing = { reportId: 'less', shareWith: 'country', baseRevision: 0, validateOnly: false };
    await call(await node.organisation('MYLA'), 'narrowSharing', narrowing);
    const shown = await preview('less', described);
    expect(shown).toMatchObject({ outcome: Outcome.UNCHANGED, audiences: ['organisation', 'country'] });
    expect(shown.event).toMatchObject({ revision: 2, change: { value: shown.incident } });
    // What comes after this one starts from a log that nothing is on its way to.
    await onLog(shown);
  });

  it('writes nothing, and counts as nothing that was sent', async () => {
    // What tests before this one sent is on its way for a moment.
    await eventually(async () => /outbox_depth\{[^}]*\} 0$/m.test(await node.metrics()) || undefined);
    const before = await recordsOnLog();
    await preview('never');
    await preview('never', { shareWith: 'organisation' });
    const client = await node.organisation('MYLA');
    expect(await expectFailure(call(client, 'getReceipt', { reportId: 'never' }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await recordsOnLog()).toHaveLength(before.length);
  });

  it('has nothing for the log where nobody shares it, and the coding all the same', async () => {
    const alone = await preview('alone', { shareWith: '' });
    expect(alone).toMatchObject({ event: undefined, eventBytes: 0, audiences: ['organisation'] });
    expect(alone.incident?.primaryType).toBeGreaterThan(0);
    expect(alone.coarsened).toEqual([]);
  });

  it('names by path what stays, what is dropped and what becomes coarser', async () => {
    const shown = await preview('paths', described);
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

  it('is refused with all that sending would be refused for', async () => {
    const wrong = preview('wrong', {
      types: ['nonsense'],
      consent: { ...described.consent!, scope: 'country' },
    });
    expect(await expectFailure(wrong)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: [{ violations: [{ field: 'types[0]' }, { field: 'share_with' }] }],
    });
  });
});
