import { type ServiceError, status } from '@grpc/grpc-js';
import { WithdrawalTarget } from '@waylight/contracts/insights';
import { type Completeness, ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { type InProcessRegion, MEMBERS, type RegionInsights } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completenessSchema } from './answers/completeness-schemas.ts';
import { releaseEvent, releaseForAudience, withCompleteness } from './testing/release-event.ts';
import { SIGN_IN_WAIT, startInsights } from './testing/start-insights.ts';

const SAID: readonly Completeness[] = [
  { countries: ['AL'], stated: 'all', present: 'most', fieldVisits: 120, staffDays: 40 },
  { countries: ['BA'], stated: 'none', present: 'none' },
  { countries: ['ME', 'XK'], stated: 'some', present: 'none' },
];
const PATH = '/v1/completeness';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  // The first release has no completeness.
  const tables = ONE_TABLE_PLAN.tables.map((table) => ({ ...table, completeness: true as const }));
  region = await startInsights({ ...ONE_TABLE_PLAN, tables });
  insights = region.insights;
  const members = releaseEvent('2025-04', [10, 5]);
  await region.release(withCompleteness(members, SAID));
  await region.release(withCompleteness(releaseForAudience('network', members, [5]), SAID));
  await region.release(withCompleteness(releaseForAudience('public', members, [5]), SAID));
});
afterAll(() => region?.stop());

const periodsFor = async (as?: string): Promise<readonly string[]> => {
  const { body } = await insights.http(PATH, as);
  return body.months.map(({ release }: { release: string }) => release.replace('minimal-month.', ''));
};

describe('completeness by country and month', () => {
  it('is the same over gRPC and HTTP, with its explanation', async () => {
    const response = await insights.call('MYLA', 'getCompleteness', { from: '', to: '' });
    const { body, status: code } = await insights.http(PATH, 'MYLA');
    expect(code).toBe(200);
    const { sentences, ...explain } = body.explain;
    expect(response.explanation).toMatchObject({ ...explain, messages: sentences });
    expect(response.months).toHaveLength(2);
    // The service does not validate this response, because it is sent as bytes, so this test does.
    expect(completenessSchema.parse(body)).toEqual(body);
    expect(body.asOf).toBe('minimal-month.2025-04.partners');
    expect(body.months).toEqual([
      { period: '2025-03', release: 'minimal-month.2025-03.partners', k: 5, entries: [] },
      {
        period: '2025-04',
        release: 'minimal-month.2025-04.partners',
        k: 5,
        entries: [
          { ...SAID[0], reported: [{ country: 'AL', incidents: 15 }] },
          { ...SAID[1], reported: [{ country: 'BA', incidents: 0 }] },
          {
            ...SAID[2],
            reported: [
              { country: 'ME', incidents: 0 },
              { country: 'XK', incidents: 0 },
            ],
          },
        ],
      },
    ]);
    expect(body.explain.footnotes.join()).toContain('UNSCR 1244');
    expect(body.explain.source).toContain('incident reports do not change it');
  });

  it('gives the network the same completeness as members, from the network’s release and without sums of cells', async () => {
    const { body } = await insights.http(PATH, 'SIM-MK-1');
    expect(body.months).toHaveLength(1);
    expect(body.months[0].release).toMatch(/\.network$/);
    expect(body.months[0].entries).toEqual(SAID.map((one) => ({ ...one, reported: [] })));
  });

  it('is readable for other audiences after the approval of its release, until the withdrawal', async () => {
    const releaseId = 'minimal-month.2025-04.public';
    const none = await insights.http(PATH);
    expect(none.status).toBe(200);
    expect(none.body).toMatchObject({ months: [], explain: { footnotes: [] } });
    expect(none.body).not.toHaveProperty('asOf');
    expect(await periodsFor('authority')).toEqual([]);
    await insights.call('MYLA', 'requestRelease', { releaseId });
    for (const member of MEMBERS) await insights.call(member, 'approveRelease', { releaseId });
    await expect.poll(() => periodsFor(), SIGN_IN_WAIT).toEqual(['2025-04.public']);
    expect(await periodsFor('authority')).toEqual(['2025-04.public']);
    await insights.call('MYLA', 'withdrawRelease', { releaseId, target: WithdrawalTarget.RELEASE });
    expect((await insights.rawHttp(PATH)).text).toBe(JSON.stringify(none.body));
  });

  it('covers the requested months, and rejects malformed bounds', async () => {
    const { body } = await insights.http(`${PATH}?from=2025-04&to=2025-12`, 'MYLA');
    expect(body.months.map(({ period }: { period: string }) => period)).toEqual(['2025-04']);
    const wrong = await insights.http(`${PATH}?from=March`, 'MYLA');
    expect(wrong.status).toBe(400);
    expect(wrong.type).toContain('application/problem+json');
    expect(wrong.body.errors).toEqual([{ path: 'from', message: expect.stringContaining('2025-03') }]);
    const failure = await insights
      .call('MYLA', 'getCompleteness', { from: '2025-04', to: '2025-03' })
      .catch((error: ServiceError) => error.code);
    expect(failure).toBe(status.INVALID_ARGUMENT);
  });
});
