import { type Audience, answerQuestion, DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from './query-client.ts';
import { nearestPeriodQuery, type TrendsQuestion } from './questions.ts';
import { PAGE_QUESTIONS } from './report-questions.ts';

/** The table that answers a question of a reader. The nearest table follows ≈. */
function tableFor({ by, period }: TrendsQuestion, reader: Audience): string {
  const question = { layer: 'reports', unit: 'incidents', by, ...(period && { period }) } as const;
  const answer = answerQuestion(DEFAULT_RELEASE_PLAN, question, reader);
  if (answer.kind === 'public-record') throw new TypeError('reports are no part of the public record');
  return answer.kind === 'released' ? answer.table.id : `≈ ${answer.nearest?.table.id}`;
}

describe('the questions of pages', () => {
  const tables = (reader: Audience) =>
    Object.fromEntries(
      Object.entries(PAGE_QUESTIONS).map(([name, question]) => [name, tableFor(question, reader)]),
    );

  it('are all answered for members', () => {
    expect(Object.values(tables('partners')).filter((table) => table.startsWith('≈'))).toEqual([]);
  });

  it('are answered for other readers by the tables that they have, or by the nearest', () => {
    expect(tables('network')).toMatchInlineSnapshot(`
      {
        "countries": "country-month",
        "countriesByQuarter": "country-quarter",
        "groupSizesOfCountries": "≈ country-quarter",
        "methodsOfCountries": "≈ country-quarter",
        "perpetratorsOfCountries": "≈ country-quarter",
        "personGroups": "≈ persongroup-quarter",
        "region": "region-month",
        "regionByQuarter": "region-quarter",
        "segments": "≈ region-month",
        "segmentsByQuarter": "≈ region-quarter",
        "segmentsByYear": "≈ region-quarter",
        "typeGroups": "typegroup-month",
        "types": "≈ typegroup-month",
      }
    `);
    expect(tables('authorities')).toMatchInlineSnapshot(`
      {
        "countries": "≈ country-quarter",
        "countriesByQuarter": "country-quarter",
        "groupSizesOfCountries": "≈ country-quarter",
        "methodsOfCountries": "≈ country-quarter",
        "perpetratorsOfCountries": "≈ country-quarter",
        "personGroups": "≈ persongroup-quarter",
        "region": "≈ region-quarter",
        "regionByQuarter": "region-quarter",
        "segments": "≈ region-quarter",
        "segmentsByQuarter": "≈ region-quarter",
        "segmentsByYear": "≈ region-quarter",
        "typeGroups": "≈ typegroup-quarter",
        "types": "≈ typegroup-quarter",
      }
    `);
    expect(tables('public')).toEqual({ ...tables('authorities'), personGroups: '≈ region-quarter' });
  });
});

describe('a question for which a reader has longer periods only', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** Insights with one table by quarter, which is the nearest for every other question. */
  function answering(by: readonly string[]) {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (path: string) => {
      const period = new URL(path, 'https://region.example').searchParams.get('period') ?? '';
      asked.push(period);
      const question = { layer: 'reports', unit: 'incidents', by, period: 'quarter' };
      if (period !== 'quarter')
        return Response.json({ why: 'by quarter', nearest: { tableId: 'country-quarter', question } });
      const sentences = { unit: [], source: [], rounding: [], method: [] };
      const explain = {
        unit: '',
        source: '',
        rounding: '',
        method: '',
        attribution: [],
        footnotes: [],
        sentences,
      };
      return Response.json({ ...question, asOf: 'country-quarter.2026-Q3.public', cells: [], explain });
    });
    return asked;
  }

  it('is answered for those periods', async () => {
    const asked = answering(['period', 'country']);
    const client = createQueryClient();
    const answer = await client.fetchQuery(nearestPeriodQuery(PAGE_QUESTIONS.countries));
    expect([answer.period, asked]).toEqual(['quarter', ['month', 'quarter']]);
    client.clear();
  });

  it('has no answer where the nearest table lacks a dimension', async () => {
    const asked = answering(['period']);
    const client = createQueryClient();
    await expect(client.fetchQuery(nearestPeriodQuery(PAGE_QUESTIONS.segments))).rejects.toMatchObject({
      code: 'empty',
    });
    expect(asked).toEqual(['month']);
    client.clear();
  });
});
