import type { Connection } from '@waylight/cli';
import { Layer } from '@waylight/contracts/incident';
import type { GetTrendsResponse } from '@waylight/contracts/insights';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo } from './grpc-responses.ts';

let region: TrialRegion;
/** A member of another country, and a network member at the same node. */
let partner: Connection;
let neighbour: Connection;

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'example' });
  partner = await connectTo(region.dataDir, 'BCHR');
  neighbour = await connectTo(region.dataDir, 'SIM-MK-1');
}, 180_000);
afterAll(async () => {
  for (const connection of [partner, neighbour]) connection?.close();
  await region?.stop();
});

const DIMENSIONS = Object.values(Dimension).filter((one) => one > Dimension.PERIOD);
const PERIODS = Object.values(PeriodKind).filter((one) => one !== PeriodKind.UNSPECIFIED);

/** All questions of up to two attributes over all kinds of periods, also for one country. */
const QUESTIONS = [
  [],
  ...DIMENSIONS.flatMap((a, i) => [[a], ...DIMENSIONS.slice(i + 1).map((b) => [a, b])]),
].flatMap((attributes) =>
  PERIODS.flatMap((period) =>
    [[], [{ dimension: Dimension.COUNTRY, values: ['ME'] }]].map((filters) =>
      TrendQuestion.fromPartial({
        layer: Layer.REPORTS,
        unit: Unit.INCIDENTS,
        period,
        filters,
        by: [Dimension.PERIOD, ...attributes],
      }),
    ),
  ),
);

/** Answers from the public record. */
const OF_THE_RECORD: readonly Dimension[] = [Dimension.SOURCE_QUALITY, Dimension.PLACE_PRECISION];

describe('a curious partner', () => {
  it.each([
    ['a member', () => partner, 10],
    ['a network organisation', () => neighbour, 0],
  ])('%s receives only multiples of 5 for all questions', async (_who, of, atLeast) => {
    const insights = await of().insights();
    let answers = 0;
    for (const question of QUESTIONS) {
      if (question.by.some((dimension) => OF_THE_RECORD.includes(dimension))) {
        await expect(insights.getTrends({ question })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
        continue;
      }
      const { result }: GetTrendsResponse = await insights.getTrends({ question });
      if (result?.$case !== 'answer') continue;
      answers += 1;
      const wrong = result.value.cells.filter(({ value }) => Number(value) % 5 !== 0);
      expect([question, wrong]).toEqual([question, []]);
    }
    expect(QUESTIONS.length).toBeGreaterThan(800);
    // The network gets no release for a month with few reports.
    expect(answers).toBeGreaterThanOrEqual(atLeast);
  });
});
