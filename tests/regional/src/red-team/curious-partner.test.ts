import type { Connection } from '@waylight/cli';
import { Layer } from '@waylight/contracts/incident';
import type { GetTrendsResponse } from '@waylight/contracts/insights';
import { ListReportsRequest, ReceiptState } from '@waylight/contracts/intake';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';
import { waitFor } from '@waylight/testing';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo } from '../grpc-responses.ts';
import { outcomeOf, pushbackReport, REFUSED, WAIT } from './callers.ts';

const GUESSES = Array.from({ length: 40 }, (_, i) => `case-2025-${i}`);
const THERE = 'case-2025-17';

let region: TrialRegion;
/** A member of another country, and a network member at the same node. */
let partner: Connection;
let neighbour: Connection;
let theirs: Connection;

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'example' });
  partner = await connectTo(region.dataDir, 'BCHR');
  neighbour = await connectTo(region.dataDir, 'SIM-MK-1');
  theirs = await connectTo(region.dataDir, 'SIM-MK-2');
  const intake = await theirs.intake('MK');
  await intake.submitReport({ report: pushbackReport(THERE), validateOnly: false });
  await waitFor(
    'the report is counted',
    async () => (await intake.getReceipt({ reportId: THERE })).receipt?.state === ReceiptState.COUNTED,
    WAIT,
  );
}, 180_000);
afterAll(async () => {
  for (const connection of [partner, neighbour, theirs]) connection?.close();
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

  it('cannot discover reports of another organisation by trying ids', async () => {
    const intake = await neighbour.intake('MK');
    const trendAnswers = await Promise.all(
      GUESSES.map((reportId) =>
        intake.getReceipt({ reportId }).then(
          () => 'answered',
          ({ code, message }) => `${code} ${String(message).replaceAll(reportId, 'ID')}`,
        ),
      ),
    );
    expect(new Set(trendAnswers).size).toBe(1);
    // Sending a report with the same id does not help either, because it is a separate report.
    const previews = [THERE, 'case-2025-99'].map(async (reportId) => {
      const { event, ...preview } = await intake.previewReport({ report: pushbackReport(reportId) });
      // The reference is a keyed digest of organisation and id, so it differs.
      const content = JSON.stringify({ ...preview, event: { ...event, reportReference: '' } }, text);
      return content.replaceAll(reportId, 'ID');
    });
    expect(new Set(await Promise.all(previews)).size).toBe(1);
  });

  it('has no access to release previews, exact counts and other nodes', async () => {
    const operations = await partner.operations();
    for (const work of [() => operations.getStatus({}), () => operations.previewReleases({ period: '' })])
      expect(await outcomeOf(work)).toBe('PERMISSION_DENIED');
    const elsewhere = await partner.intake('MK');
    expect(await outcomeOf(() => elsewhere.listReports(ListReportsRequest.fromPartial({})))).toMatch(REFUSED);
  });

  it('can subtract its own reports from members’ tables: the rest has the same bound', async () => {
    const insights = await partner.insights();
    const question = TrendQuestion.fromPartial({
      layer: Layer.REPORTS,
      unit: Unit.INCIDENTS,
      period: PeriodKind.MONTH,
      by: [Dimension.PERIOD, Dimension.COUNTRY],
    });
    const { explanation } = await insights.explain({ question });
    expect(explanation?.rounding).toMatch(/±4 at most/);
  });
});

const text = (_: string, part: unknown) => (typeof part === 'bigint' ? String(part) : part);
