import { dayOfIsoDate } from '@waylight/calendar';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { areaById, codeById, segmentById } from '@waylight/taxonomy';
import { describe, expect, it } from 'vitest';
import { selectReportsAsOf, simulateYears } from './index.ts';

/** Three years of 364 days that begin on a Monday. */
const YEARS = [0, 1, 2].map((year) => ({
  fromDay: 19_359 + 364 * year,
  toDay: 19_359 + 364 * (year + 1) - 1,
}));
const PER_YEAR = 1_500;
const years = (seed: number) => simulateYears({ seed, years: YEARS, reportsPerYear: PER_YEAR });
const { journal, truth } = years(1);
const share = <T>(all: readonly T[], of: (one: T) => boolean) => all.filter(of).length / all.length;
const submitted = journal.filter(({ kind }) => kind === 'submitted');
const dayOfTruth = new Map(truth.map(({ reportId, day }) => [reportId, day]));

describe('simulated years', () => {
  it('depend only on the seed', () => {
    expect(years(1)).toEqual({ journal, truth });
    expect(years(1)).not.toEqual(years(2));
  });

  it('have the requested number of reports, from all nodes and years', () => {
    expect(submitted).toHaveLength(3 * PER_YEAR);
    expect(new Set(submitted.map(({ reportId }) => reportId)).size).toBe(3 * PER_YEAR);
    for (const { fromDay, toDay } of YEARS) {
      const ofYear = truth.filter(({ day }) => day >= fromDay && day <= toDay).length;
      expect(ofYear).toBeGreaterThan(0.4 * PER_YEAR);
      expect(ofYear).toBeLessThan(1.8 * PER_YEAR);
    }
    for (const node of NODE_COUNTRIES)
      expect(submitted.some(({ organisation }) => organisation.startsWith(node.toLowerCase()))).toBe(true);
  });

  it('are a journal that is sorted by day, with each submission before its revisions', () => {
    const seen = new Set<string>();
    let last = 0;
    for (const { day, kind, reportId } of journal) {
      expect(day).toBeGreaterThanOrEqual(last);
      last = day;
      expect(seen.has(reportId)).toBe(kind !== 'submitted');
      if (kind === 'submitted') seen.add(reportId);
    }
  });

  it('arrive mostly within a week, some after months', () => {
    const delays = submitted.flatMap(({ day, reportId }) => day - (dayOfTruth.get(reportId) ?? day));
    expect(Math.min(...delays)).toBe(0);
    expect(share(delays, (delay) => delay <= 7)).toBeGreaterThan(0.6);
    expect(share(delays, (delay) => delay > 60)).toBeGreaterThan(0.04);
    expect(share(delays, (delay) => delay > 60)).toBeLessThan(0.1);
  });

  it('have corrections and retractions', () => {
    expect(share(journal, ({ kind }) => kind === 'revised')).toBeGreaterThan(0.05);
    expect(share(journal, ({ kind }) => kind === 'retracted')).toBeGreaterThan(0.01);
    const retracted = journal.filter(({ kind }) => kind === 'retracted').length;
    expect(truth).toHaveLength(3 * PER_YEAR - retracted);
  });

  it('mostly state the day, some only a month or year, close to the incident', () => {
    const stated = selectReportsAsOf(journal).map(({ content, reportId }) => ({
      on: content.occurredOn,
      reportId,
    }));
    expect(share(stated, ({ on }) => on.length === 'yyyy-mm-dd'.length)).toBeGreaterThan(0.8);
    expect(share(stated, ({ on }) => on.length === 'yyyy-mm'.length)).toBeGreaterThan(0.05);
    expect(share(stated, ({ on }) => on.length === 'yyyy'.length)).toBeGreaterThan(0.01);
    for (const { on, reportId } of stated) {
      const day = dayOfIsoDate(on);
      if (day !== undefined) expect(day).toBe(dayOfTruth.get(reportId));
    }
  });

  it('come from thirty organisations of very different size', () => {
    const sizes = [...Map.groupBy(submitted, ({ organisation }) => organisation).values()].map(
      ({ length }) => length,
    );
    expect(sizes.length).toBe(30);
    expect(Math.max(...sizes)).toBeGreaterThan(10 * Math.min(...sizes));
  });

  it('change from year to year, differently by country', () => {
    const [first, second] = YEARS.map(({ fromDay, toDay }) =>
      truth.filter(({ day }) => day >= fromDay && day <= toDay),
    );
    const changes = ['RS', 'BA', 'MK', 'AL', 'ME', 'XK'].map((country) => {
      const of = (year: typeof first) => year?.filter((one) => one.country === country).length ?? 0;
      return of(second) / of(first);
    });
    expect(Math.max(...changes) / Math.min(...changes)).toBeGreaterThan(1.3);
  });

  it('use codes of the code book', () => {
    for (const { content } of selectReportsAsOf(journal)) {
      expect(codeById('incidentType', content.type), content.type).toBeDefined();
      expect(codeById('personGroup', content.personGroup), content.personGroup).toBeDefined();
      expect(codeById('originRegion', content.originRegion), content.originRegion).toBeDefined();
      expect(content.originRegion).not.toBe('unknown');
      expect(segmentById(content.segment), content.segment).toBeDefined();
      expect(areaById(content.area), content.area).toBeDefined();
    }
  });

  it('can be selected as of the end of a day', () => {
    const one = { reportId: 'sim-1', organisation: 'rs-1' };
    const first = submitted[0];
    if (first?.kind !== 'submitted') throw new Error('the journal begins without a submission');
    const { content } = first;
    const later = { ...content, type: 'death' };
    const entries = [
      { ...one, day: 10, kind: 'submitted', content },
      { ...one, day: 20, kind: 'revised', content: later },
      { ...one, day: 30, kind: 'retracted' },
    ] as const;
    expect(
      [9, 10, 19, 20, 29, 30].map((day) => selectReportsAsOf(entries, day).map((known) => known.content)),
    ).toEqual([[], [content], [content], [later], [later], []]);
  });
});
