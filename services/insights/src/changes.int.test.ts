import { type ServiceError, status } from '@grpc/grpc-js';
import { ComparedPeriod, Verdict } from '@waylight/contracts/insights';
import type { Completeness } from '@waylight/disclosure-control';
import type { InProcessRegion, RegionInsights } from '@waylight/tests-region';
import { changesDocument, changesSchema } from '@waylight/trends';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEvent, releaseForAudience, withCompleteness } from './testing/release-event.ts';
import { startInsights } from './testing/start-insights.ts';

const ALL: readonly Completeness[] = [{ countries: ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'], stated: 'all' }];
const PATH = '/v1/changes';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  region = await startInsights();
  insights = region.insights;
  for (const [period, cells] of [
    ['2025-04', [20, 5]],
    ['2025-05', [90, 5]],
  ] as const) {
    const members = releaseEvent(period, [...cells]);
    await region.release(withCompleteness(members, ALL));
    await region.release(releaseForAudience('public', members, [5]));
  }
});
afterAll(() => region?.stop());

describe('changes between two periods', () => {
  it('are the same over gRPC and HTTP, for the same reader', async () => {
    const response = await insights.call('MYLA', 'listChanges', {
      releaseId: '',
      against: ComparedPeriod.PREVIOUS,
    });
    const { body, status: code } = await insights.http(PATH, 'MYLA');
    expect(code).toBe(200);
    expect(changesSchema.parse(body)).toEqual(body);
    expect(body).toEqual(changesDocument(response));
    expect(body).toMatchObject({ period: '2025-05', comparedPeriod: '2025-04' });
    expect(response.headline?.verdict).toBe(Verdict.MORE);
    const earlier = await insights.http(
      `${PATH}?release=minimal-month.2025-04.partners&against=year-ago`,
      'MYLA',
    );
    expect(earlier.body).toMatchObject({ period: '2025-04', comparedPeriod: '2024-04' });
  });

  it('are empty for readers without a release', async () => {
    const { body, status: code } = await insights.http(PATH);
    expect(code).toBe(200);
    expect(body).toEqual({ others: [], reasons: [], notices: [] });
  });

  it('reject a release that the reader may not read like one that does not exist', async () => {
    const [hidden, missing] = await Promise.all(
      ['minimal-month.2025-05.partners', 'minimal-month.2099-05.partners'].map((id) =>
        insights.http(`${PATH}?release=${id}`),
      ),
    );
    expect(hidden?.status).toBe(404);
    expect(hidden?.body).toEqual(missing?.body);
    const failure = await insights
      .call('SIM-MK-1', 'listChanges', {
        releaseId: 'minimal-month.2025-05.partners',
        against: ComparedPeriod.PREVIOUS,
      })
      .catch((error: ServiceError) => error.code);
    expect(failure).toBe(status.NOT_FOUND);
    expect((await insights.http(`${PATH}?against=yesterday`)).status).toBe(400);
  });
});

it('gives released cells their bounds and, for members, silence and completeness', async () => {
  const path = '/v1/trends?layer=reports&by=period&period=month&from=2025-05';
  const { body } = await insights.http(path, 'MYLA');
  expect(body.cells).toEqual([
    { period: '2025-05', value: 95, min: 91, max: 99, silent: 'none', completeness: 'all' },
  ]);
});
