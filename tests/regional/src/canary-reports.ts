import { progressTopic, reportsTopic } from '@waylight/contracts';
import { Country, IncidentType, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import { CANARIES } from '@waylight/testing';
import type { ReportFields } from '@waylight/tests-region';

/** A report about a person with searchable name, documents and place. */
export const canaryReport = (reportId: string, more: ReportFields = {}): ReportFields => ({
  reportId,
  occurredOn: '2025-04-14',
  country: 'MK',
  place: CANARIES.place,
  types: ['pushback'],
  persons: [{ identity: { ...CANARIES.identity }, sex: 'male', originCountry: 'AF' }],
  shareWith: 'partners',
  ...more,
});

/** Invalid fields, each with a searchable text, for which a node refuses a report. */
export const INVALID_FIELDS: readonly ReportFields[] = [
  { types: [CANARIES.wrongType] },
  { place: `${CANARIES.place} ${CANARIES.identity.familyName}`, area: CANARIES.wrongType },
  { occurredOn: CANARIES.identity.familyName },
  { persons: [{ identity: { ...CANARIES.identity, birthDate: CANARIES.wrongType } }] },
  { persons: [{ identity: { ...CANARIES.identity, phone: CANARIES.identity.familyName } }] },
  { reportId: `${CANARIES.identity.givenNames} ${CANARIES.identity.familyName}` },
];

export const CANARY_MAPPING = `
version: 1
name: marked
description: What an organisation keeps, identities and notes included
file:
  delimiter: ","
id:
  columns: [id]
dates: iso
constants:
  shareWith: partners
fields:
  occurredOn: date
  country: country
  place: { column: place, onUnknown: unknown }
  types: type
  persons[0].identity.givenNames: given
  persons[0].identity.familyName: family
  persons[0].identity.fatherName: father
  persons[0].identity.birthDate: born
  persons[0].identity.documentNumber: document
  persons[0].identity.phone: phone
`;

/** A CSV file for `CANARY_MAPPING`, with a row for each id. */
export function canaryCsv(ids: readonly string[]): string {
  const { givenNames, familyName, fatherName, birthDate, documentNumber, phone } = CANARIES.identity;
  const person = [givenNames, familyName, fatherName, birthDate, documentNumber, phone];
  const row = ['2025-04-14', 'MK', CANARIES.place, 'pushback', ...person, CANARIES.notes].join(',');
  const header = 'id,date,country,place,type,given,family,father,born,document,phone,notes';
  return [header, ...ids.map((id) => `${id},${row}`), ''].join('\n');
}

/** Records that no service writes, with searchable texts, for each partition of MK's reports and for its progress. */
export function foreignRecords(partitions: number) {
  const { familyName, phone } = CANARIES.identity;
  const reference = Buffer.alloc(16, 7);
  const withUnknownField = Buffer.concat([
    ReportEvent.encode(
      ReportEvent.fromPartial({
        reportReference: reference,
        revision: 1,
        node: Country.MK,
        firstReceivedDay: 20_000,
        codeBookVersion: 1,
        organisation: 5,
        layer: 1,
        change: {
          $case: 'incident',
          value: {
            occurredDay: 20_000,
            datePrecision: 1,
            country: Country.MK,
            primaryType: IncidentType.PUSHBACK,
            shareWith: ShareWith.PARTNERS,
          },
        },
      }),
    ).finish(),
    // Field 1000, a text that the contract lacks.
    Buffer.from([0xc2, 0x3e, familyName.length]),
    Buffer.from(familyName),
  ]);
  const noEvent = { key: Buffer.from(familyName), value: Buffer.from(JSON.stringify(CANARIES)) };
  const reports = Array.from({ length: partitions }, (_, partition) => [
    { ...noEvent, partition },
    { key: Buffer.from(phone), value: withUnknownField, partition },
    { key: reference, value: withUnknownField, partition },
  ]).flat();
  return [
    { topic: reportsTopic('MK'), records: reports },
    { topic: progressTopic('MK'), records: [noEvent] },
  ];
}
