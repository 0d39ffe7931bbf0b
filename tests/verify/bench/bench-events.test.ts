import { ReportEvent } from '@waylight/contracts/incident';
import { describe, expect, it } from 'vitest';
import { makeEvents } from './bench-events.ts';

describe('events for a benchmark', () => {
  it.each([
    { changedPercent: 10, reports: 900 },
    { changedPercent: 70, reports: 300 },
  ])('change an earlier report in $changedPercent %', ({ changedPercent, reports }) => {
    const { events, truth, reports: countReports } = makeEvents({ count: 1_000, changedPercent });
    const last = new Map<string, ReportEvent>();
    let retractions = 0;
    for (const { key, value } of events) {
      const event = ReportEvent.decode(value);
      if (event.change?.$case === 'retraction') retractions++;
      expect(event.revision).toBe((last.get(key.toString('hex'))?.revision ?? 0) + 1);
      last.set(key.toString('hex'), event);
    }
    expect([last.size, countReports()]).toEqual([reports, reports]);
    expect(retractions).toBe(Math.floor((1_000 - reports) / 3));
    const counted = [...last.values()].flatMap(({ change }) =>
      change?.$case === 'incident' ? [change.value.victims ?? 0] : [],
    );
    const months = Object.values(truth());
    expect(months.reduce((sum, month) => sum + month.reports, 0)).toBe(counted.length);
    expect(months.reduce((sum, month) => sum + month.victims, 0)).toBe(counted.reduce((a, b) => a + b));
  });

  it('change no report twice in a given run, and only reports from before it', () => {
    const runs = [
      { from: 100, to: 150 },
      { from: 400, to: 500 },
    ];
    const { events } = makeEvents({ count: 600, changedPercent: 30, changingOnce: runs });
    const keys = [...events].map(({ key }) => key.toString('hex'));
    for (const { from, to } of runs) {
      const before = new Set(keys.slice(0, from));
      const added = new Set(keys.slice(from, to).filter((key) => !before.has(key)));
      const changed = keys.slice(from, to).filter((key) => !added.has(key));
      expect(changed).toHaveLength(0.3 * (to - from));
      expect(new Set(changed).size).toBe(changed.length);
      expect(keys.slice(from, to)).toHaveLength(changed.length + added.size);
    }
  });

  it('are refused if a run has more changes than reports', () => {
    const mix = { count: 100, changedPercent: 70, changingOnce: [{ from: 10, to: 100 }] };
    expect(() => [...makeEvents(mix).events]).toThrow('a run has more changes than the 3 reports before it');
  });

  it('are the same each time', () => {
    const bytes = () => [...makeEvents({ count: 50, changedPercent: 70 }).events].map(({ value }) => value);
    expect(bytes()).toEqual(bytes());
  });
});
