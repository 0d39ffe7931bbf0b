import type { Incident } from '@waylight/contracts/incident';
import { Report, type Violation } from '@waylight/contracts/intake';
import { prepareReport } from '../steps/prepare-report.ts';

export type Sent = Parameters<typeof Report.fromPartial>[0];

/** 15 March 2026. */
export const TODAY = Date.UTC(2026, 2, 15) / 86_400_000;

/** Runs the steps over a valid report with a test's changes. */
export function prepare(over: Sent = {}) {
  const report = Report.fromPartial({
    reportId: 'r1',
    occurredOn: '2026-03-01',
    country: 'MK',
    types: ['pushback'],
    ...over,
  });
  return prepareReport(report, {
    today: TODAY,
    digest: (content) => Buffer.from(content).toString('hex'),
  });
}

export function prepareAccepted(over: Sent = {}) {
  const prepared = prepare(over);
  if (prepared.kind === 'refused') throw new Error(JSON.stringify(prepared.violations));
  return prepared;
}

export const incident = (over: Sent = {}): Incident => prepareAccepted(over).report.incident;

export function violations(over: Sent): Violation[] {
  const prepared = prepare(over);
  if (prepared.kind === 'prepared') throw new Error('the report was accepted');
  return prepared.violations;
}

export const candidates = (over: Sent) =>
  violations(over).map(({ field, candidates }) => [field, candidates]);
export const fields = (over: Sent) => violations(over).map(({ field }) => field);
