import type { CoarsenedField, Identity, Report } from '@waylight/contracts/intake';
import { IDENTITY_FIELDS } from './check-identities.ts';

/** Paths of fields that stay at the node, are dropped, or become coarser. Contains no values. */
export type FieldTreatment = {
  readonly nodeOnly: string[];
  readonly dropped: string[];
  readonly coarsened: CoarsenedField[];
};

export function describeFieldTreatment(report: Report, isOnLog: boolean): FieldTreatment {
  return {
    nodeOnly: [
      'report_id',
      ...(report.consent === undefined ? [] : ['consent']),
      ...(report.importId === '' ? [] : ['import_id']),
      ...(report.limit === undefined ? [] : ['limit']),
    ],
    dropped: report.persons.flatMap(({ identity }, i) =>
      identity === undefined
        ? []
        : identityFields(identity).map((field) => `persons[${i}].identity.${field}`),
    ),
    coarsened: [
      ...(report.place === '' ? [] : [{ field: 'place', replacedBy: PLACE }]),
      ...(report.coordinates === undefined ? [] : [{ field: 'coordinates', replacedBy: PLACE }]),
      ...(report.origins.length === 0 ? [] : [{ field: 'origins', replacedBy: ['origin_region'] }]),
      ...report.persons.flatMap(({ age, originCountry }, i) => [
        ...(age === undefined
          ? []
          : [{ field: `persons[${i}].age`, replacedBy: [`persons[${i}].age_band`] }]),
        ...(originCountry === ''
          ? []
          : [{ field: `persons[${i}].origin_country`, replacedBy: [`persons[${i}].origin_region`] }]),
      ]),
      ...(isOnLog ? [{ field: 'report_id', replacedBy: ['report_reference'] }] : []),
    ],
  };
}

const PLACE = ['area', 'segment', 'place_precision'];

function identityFields(identity: Identity): string[] {
  return Object.entries(IDENTITY_FIELDS)
    .filter(([name]) => identity[name as keyof typeof IDENTITY_FIELDS] !== '')
    .map(([, field]) => field);
}
