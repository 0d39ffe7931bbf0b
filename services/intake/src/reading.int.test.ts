import { Layer } from '@waylight/contracts/incident';
import { ListReportsRequest, ReceiptState } from '@waylight/contracts/intake';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';
import { formatEnglish } from '@waylight/presentation';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, expectFailure, type report, startNode, submission } from './testing/calls.ts';

let region: InProcessRegion;
let node: RegionNode;
const consent = { basis: 'consent', scope: 'network', givenOn: '2025-03', givenBy: 'person', linkage: '' };

beforeAll(async () => {
  region = await startNode();
  node = region.node();
  const drc = await node.organisation('DRC');
  const send = (id: string, over: Parameters<typeof report>[1]) =>
    call(drc, 'submitReport', submission(id, over));
  await send('a', {
    occurredOn: '2025-01-10',
    importId: 'i1',
    shareWith: '',
    counts: { persons: 3 } as never,
  });
  await send('b', { occurredOn: '2025-02', importId: 'i1', shareWith: 'network', types: ['rape'], consent });
  await send('c', { occurredOn: '2024', importId: 'i2', shareWith: 'partners', country: 'XK' });
  await send('gone', { occurredOn: '2025-01-11', shareWith: '' });
  await call(drc, 'retractReport', { reportId: 'gone', baseRevision: 1, reason: 1, validateOnly: false });
  await send('record', {
    occurredOn: '2025-01-12',
    layer: 'public-record',
    shareWith: '',
    types: ['death'],
    counts: { dead: 2 } as never,
  });
  const myla = await node.organisation('MYLA');
  await call(myla, 'submitReport', submission('foreign', { occurredOn: '2025-01-10' }));
});
afterAll(() => region.stop());

async function list(over: Parameters<typeof ListReportsRequest.fromPartial>[0] = {}) {
  const drc = await node.organisation('DRC');
  return call(drc, 'listReports', ListReportsRequest.fromPartial(over));
}
const ids = async (over: Parameters<typeof list>[0]) =>
  (await list(over)).reports.map(({ receipt }) => receipt?.reportId);

describe('the list of reports', () => {
  it('contains only own reports, newest first', async () => {
    expect(await ids({})).toEqual(['record', 'gone', 'c', 'b', 'a']);
  });

  it('returns each report exactly once over several pages', async () => {
    const seen: unknown[] = [];
    let pageToken = '';
    do {
      const page = await list({ pageSize: 2, pageToken });
      seen.push(...page.reports.map(({ receipt }) => receipt?.reportId));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(seen).toEqual(['record', 'gone', 'c', 'b', 'a']);
  });

  it.each([
    [{ importId: 'i1' }, ['b', 'a']],
    [{ reportIds: ['a', 'c', 'foreign', 'none'] }, ['c', 'a']],
    [{ occurredFrom: '2025-02-10', occurredTo: '2025-02-11' }, ['b']],
    [{ occurredFrom: '2025-01-01' }, ['record', 'b', 'a']],
    [{ occurredTo: '2024-06-30' }, ['c']],
    [{ states: [ReceiptState.RETRACTED] }, ['gone']],
  ])('is filtered by %j', async (filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  it('contains the published fields', async () => {
    const [b, c] = (await list({ reportIds: ['b', 'c'] })).reports.reverse();
    expect(b).toMatchObject({
      occurredOn: '2025-02',
      country: 'MK',
      primaryType: 'sexual-violence-rape',
      shareWith: 'network',
      retracted: false,
      lastImportId: 'i1',
      layer: 'reports',
      consent: { ...consent, linkage: 'unknown' },
    });
    expect(c).toMatchObject({ occurredOn: '2024', country: 'XK', consent: undefined });
    const [gone, record] = (await list({ reportIds: ['gone', 'record'] })).reports.reverse();
    expect(gone).toMatchObject({ retracted: true, occurredOn: '', primaryType: '' });
    expect(record).toMatchObject({ layer: 'public-record', shareWith: 'public' });
  });

  it('refuses an invalid page size, filter or token', async () => {
    const drc = await node.organisation('DRC');
    const { details } = await expectFailure(
      call(
        drc,
        'listReports',
        ListReportsRequest.fromPartial({
          pageSize: 1_001,
          pageToken: '!',
          reportIds: Array.from({ length: 1_001 }, (_, i) => `r${i}`),
          occurredFrom: 'May',
        }),
      ),
    );
    const [detail] = details;
    expect(detail?.type === 'badRequest' && detail.violations.map(({ field }) => field)).toEqual([
      'page_size',
      'report_ids',
      'page_token',
      'occurred_from',
    ]);
  });
});

describe('own trends', () => {
  async function trends(question: Parameters<typeof TrendQuestion.fromPartial>[0], organisation = 'DRC') {
    const client = await node.organisation(organisation);
    const { answer } = await call(client, 'getOwnTrends', { question: TrendQuestion.fromPartial(question) });
    return answer;
  }
  const cells = async (question: Parameters<typeof trends>[0], organisation?: string) =>
    (await trends(question, organisation))?.cells.map(({ coordinates, value }) => [...coordinates, value]);

  it('count own current reports exactly, shared or not', async () => {
    const byPeriod = {
      layer: Layer.REPORTS,
      unit: Unit.REPORTS,
      by: [Dimension.PERIOD],
      period: PeriodKind.MONTH,
    };
    expect(await cells(byPeriod)).toEqual([
      ['2024-?', 1],
      ['2025-01', 1],
      ['2025-02', 1],
    ]);
    expect(await cells(byPeriod, 'MYLA')).toEqual([['2025-01', 1]]);
    expect(await cells(byPeriod, 'LEGIS')).toEqual([]);
  });

  it('can be broken down by audience', async () => {
    expect(await cells({ layer: Layer.REPORTS, by: [Dimension.SHARE_WITH] })).toEqual([
      ['network', 1],
      ['organisation', 1],
      ['partners', 1],
    ]);
  });

  it('separate the layers, and count victims as stated', async () => {
    expect(await cells({ layer: Layer.REPORTS, unit: Unit.VICTIMS })).toEqual([[3]]);
    expect(await cells({ layer: Layer.PUBLIC_RECORD, unit: Unit.VICTIMS })).toEqual([[2]]);
  });

  it('have an explanation with attribution and footnote', async () => {
    const record = await trends({ layer: Layer.PUBLIC_RECORD });
    expect(record?.explanation?.attribution).toEqual(['Source E (CC BY 4.0)']);
    const byCountry = await trends({ layer: Layer.REPORTS, by: [Dimension.COUNTRY] });
    expect(byCountry?.explanation?.footnotes).toEqual([expect.stringContaining('UNSCR 1244')]);
    expect(byCountry?.explanation?.rounding).toMatch(/exact/);
    const { source, messages } = byCountry?.explanation ?? {};
    expect(messages?.source[0]).toMatchObject({ code: 'source.own.reports', args: { node: 'MK' } });
    expect(formatEnglish(messages?.source ?? [])).toBe(source);
    expect(byCountry?.question).toMatchObject({ unit: Unit.INCIDENTS, period: PeriodKind.MONTH });
  });

  it('are refused for an invalid query', async () => {
    const drc = await node.organisation('DRC');
    expect((await expectFailure(call(drc, 'getOwnTrends', { question: undefined }))).code).toBe(
      'INVALID_ARGUMENT',
    );
    const named = TrendQuestion.fromPartial({
      layer: Layer.REPORTS,
      filters: [{ dimension: Dimension.COUNTRY, values: ['Serbia'] }],
    });
    expect((await expectFailure(call(drc, 'getOwnTrends', { question: named }))).details).toMatchObject([
      { violations: [{ field: 'question.filters[0].values' }] },
    ]);
  });
});

describe('the code lists', () => {
  it('have labels in the requested language, and include places', async () => {
    const drc = await node.organisation('DRC');
    const all = await call(drc, 'listCodes', { list: '', language: 'sq' });
    expect(all.lists.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['incidentType', 'area', 'segment']),
    );
    const types = await call(drc, 'listCodes', { list: 'incidentType', language: '' });
    const [rape] = types.lists[0]!.codes.filter(({ id }) => id === 'sexual-violence-rape');
    expect(rape?.label).toBe('Rape');
    expect(rape?.mappings).toEqual(expect.arrayContaining([expect.stringMatching(/03011/)]));
  });

  it.each([
    { list: 'colours', language: '' },
    { list: '', language: 'fr' },
  ])('are refused for %j', async (request) => {
    const drc = await node.organisation('DRC');
    expect((await expectFailure(call(drc, 'listCodes', request))).code).toBe('INVALID_ARGUMENT');
  });
});
