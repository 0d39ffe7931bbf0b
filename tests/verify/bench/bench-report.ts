import { Report } from '@waylight/contracts/intake';

/** A typical report: two persons described, no identity, shared with the partners. */
export function benchReport(reportId: string): Report {
  return Report.fromPartial({
    reportId,
    occurredOn: '2025-10-04',
    country: 'MK',
    place: 'Gevgelija',
    segment: 'GR-MK',
    types: ['pushback', 'physical-violence'],
    perpetrators: ['border-guard'],
    persons: [
      { sex: 'male', age: 16, flags: ['unaccompanied'], originCountry: 'AF' },
      { sex: 'male', ageBand: '18-29', originCountry: 'AF' },
    ],
    information: { source: 'victim', reliability: 'B', credibility: '2' },
    shareWith: 'partners',
  });
}
