import { waitFor } from '@waylight/testing';
import { expect } from 'vitest';
import type { Cells, Unit } from './csv-count.ts';

const COUNTED_MS = 60_000;

/** Answers of insights at this port, in the form of the independent count. Empty while it is down. */
export async function fetchPublicRecord(httpPort: number, unit: Unit, more = ''): Promise<Cells> {
  const question = `layer=public-record&unit=${unit}&by=period,country,cause&period=year${more}`;
  try {
    const answer = await fetch(`http://127.0.0.1:${httpPort}/v1/trends?${question}`, {
      signal: AbortSignal.timeout(5_000),
    });
    if (answer.status !== 200) return {};
    const { cells } = (await answer.json()) as {
      cells: { period: string; country: string; cause: string; value: number }[];
    };
    return Object.fromEntries(
      cells.map(({ period, country, cause, value }) => [`${period} ${country} ${cause}`, value]),
    );
  } catch {
    return {};
  }
}

/** Waits until the public record equals a count. At the deadline throws with the difference, cell by cell. */
export async function expectPublicRecord(
  httpPort: number,
  expected: Readonly<Record<Unit, Cells>>,
  more = '',
): Promise<void> {
  for (const unit of ['incidents', 'victims'] as const) {
    const expectedText = sorted(expected[unit]);
    const equal = async () => sorted(await fetchPublicRecord(httpPort, unit, more)) === expectedText;
    await waitFor(`the public record's ${unit}`, equal, { deadlineMs: COUNTED_MS, everyMs: 100 }).catch(
      () => {},
    );
    expect(await fetchPublicRecord(httpPort, unit, more)).toEqual(expected[unit]);
  }
}

const sorted = (cells: Cells): string => JSON.stringify(Object.entries(cells).sort());
