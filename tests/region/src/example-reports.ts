import type { ReportFields } from './node-client.ts';

/** A death of the public record, which is counted exactly, so that a lost or doubled report is visible. */
export const exampleDeath = (reportId: string, country: string, dead = 2): ReportFields => ({
  reportId,
  layer: 'public-record',
  occurredOn: '2013-05-04',
  country,
  types: ['death'],
  causes: ['drowning'],
  counts: { dead },
  shareWith: 'public',
});

/** A report that the region counts in rounded tables. */
export const examplePushback = (reportId: string, country: string): ReportFields => ({
  reportId,
  occurredOn: '2025-03-14',
  country,
  types: ['pushback'],
  shareWith: 'partners',
});
