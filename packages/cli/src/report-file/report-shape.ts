import type { Activity, Report } from '@waylight/contracts/intake';
import type { Shape } from './shape.ts';

export const REPORT_SHAPE = {
  reportId: 'text',
  layer: 'text',
  occurredOn: 'text',
  country: 'text',
  area: 'text',
  place: 'text',
  segment: 'text',
  coordinates: { latitude: 'number', longitude: 'number' },
  placePrecision: 'text',
  types: ['text'],
  causes: ['text'],
  perpetrators: ['text'],
  smugglingMethods: ['text'],
  counts: {
    persons: 'count',
    dead: 'count',
    missing: 'count',
    survivors: 'count',
    female: 'count',
    male: 'count',
    minors: 'count',
  },
  persons: [
    {
      identity: {
        givenNames: 'text',
        familyName: 'text',
        fatherName: 'text',
        birthDate: 'text',
        documentNumber: 'text',
        phone: 'text',
      },
      sex: 'text',
      ageBand: 'text',
      age: 'count',
      flags: ['text'],
      originCountry: 'text',
      asylumStatus: 'text',
    },
  ],
  origins: ['text'],
  information: {
    source: 'text',
    reliability: 'text',
    credibility: 'text',
    verification: 'text',
    accountability: 'text',
    sourceQuality: 'count',
  },
  shareWith: 'text',
  services: [{ service: 'text', outcome: 'text' }],
  importId: 'text',
  consent: { basis: 'text', scope: 'text', givenOn: 'text', givenBy: 'text', linkage: 'text' },
  limit: { shareWith: 'text', since: 'text' },
} as const satisfies Shape<Report>;

/** A file states presence by `present`, which JSON can leave out; `presence` follows from it. */
export const ACTIVITY_SHAPE = {
  activityId: 'text',
  fromDay: 'text',
  toDay: 'text',
  country: 'text',
  area: 'text',
  present: 'flag',
  fieldVisits: 'count',
  staffDays: 'count',
  personsMet: 'count',
  services: [{ service: 'text', outcome: 'text', count: 'count' }],
} as const satisfies Shape<Omit<Activity, 'presence'>>;
