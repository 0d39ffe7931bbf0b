import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import type { Random } from '../../random.ts';
import { DELIMITED, FIXED32, FIXED64, type Field, type Message, VARINT, varint } from './tree.ts';

/** Valid values by field name, so that a message passes the first checks. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  report_id: ['hostile-1', 'hostile-2', 'a'.repeat(64), 'import_2026.7:b,c'],
  activity_id: ['hostile-activity-1', 'hostile-activity-2'],
  import_id: ['imp-0123456789ab'],
  report_ids: ['hostile-1', 'hostile-2'],
  layer: ['reports'],
  occurred_on: ['2025-03-14', '2025-03', '2025', '2024-02-29'],
  from_day: ['2025-03-01', '2025-02-28'],
  to_day: ['2025-03-31', '2025-03-01'],
  from: ['2025-01', '2025', '2025-W10', ''],
  to: ['2025-12', '2026', ''],
  country: ['MK', 'RS', 'GR', 'North Macedonia', 'Србија'],
  area: ['MK-401', ''],
  place: ['Gevgelija', 'Гевгелија', 'Tabanovce', ''],
  segment: ['GR-MK', 'MK-RS', 'not-at-border', ''],
  place_precision: ['settlement', 'country', ''],
  types: ['pushback', 'physical-violence', 'death', 'theft', 'kidnapping', 'trafficking'],
  causes: ['drowning', 'vehicle-accident', 'unknown'],
  perpetrators: ['border-guard', 'police', 'smuggler', 'unknown'],
  smuggling_methods: ['lorry', 'on-foot', 'unknown'],
  origins: ['AF', 'SY', 'Morocco'],
  share_with: ['organisation', 'country', 'partners', 'network', 'authorities', 'public'],
  sex: ['female', 'male', 'other', 'unknown'],
  age_band: ['0-11', '12-17', '18-29', 'child'],
  flags: ['unaccompanied', 'pregnant', 'stateless'],
  origin_country: ['AF', 'SY', 'Pakistan'],
  asylum_status: ['applied', 'unknown'],
  given_names: ['Amir', 'Љубица', 'مريم'],
  family_name: ['Ahmadi', 'Đorđević', '李'],
  father_name: ['Karim'],
  birth_date: ['1999-04-02', '1999'],
  document_number: ['P1234567'],
  phone: ['+38970123456'],
  source: ['victim', 'witness', 'own-staff'],
  reliability: ['A', 'B', 'F'],
  credibility: ['1', '6'],
  verification: ['verified', 'pending'],
  accountability: ['none', 'complaint-filed'],
  service: ['legal-aid', 'medical-care', '', 'waylight.intake.v1.IntakeService'],
  outcome: ['given', 'referred'],
  language: ['mk', 'sq', 'sr-Latn', 'cnr', 'en'],
  list: ['incidentType', 'perpetrator', ''],
  values: ['MK', 'RS', 'pushback'],
  page_token: ['', 'AAAA', 'e30'],
  resume_token: ['', 'AAAA', 'MToy'],
  topic: ['reports.v1.MK', ''],
};

/** Numbers at the limits of every range that a contract may have. */
const EDGES = [
  0n,
  1n,
  2n,
  3n,
  10n,
  100n,
  1_000n,
  10_000n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/** Generates a well-formed message, which a handler would mostly accept. */
export function generate(type: DescMessage, random: Random, depth = 0): Message {
  const fields: Field[] = [];
  const chosen = new Map(type.oneofs.map((oneof) => [oneof.name, random.pick(oneof.fields)]));
  for (const field of type.fields) {
    // `optional` is a oneof of one field, which the descriptor set does not mark.
    if (field.oneof !== undefined && chosen.get(field.oneof.name) !== field) continue;
    if (depth > 6 || (!isKey(field) && random.oneIn(3))) continue;
    const times = field.fieldKind === 'list' ? random.between(0, 3) : 1;
    for (let n = 0; n < times; n++) fields.push(generateField(field, random, depth));
  }
  return { kind: 'message', fields };
}

/** Without these fields most messages are refused at once. */
const isKey = ({ name }: DescField) =>
  [
    'report',
    'activity',
    'question',
    'operation',
    'report_id',
    'activity_id',
    'occurred_on',
    'country',
    'types',
  ].includes(name) || ['submit', 'revise', 'retract'].includes(name);

function generateField(field: DescField, random: Random, depth: number): Field {
  const { number } = field;
  if (field.message !== undefined)
    return { number, wireType: DELIMITED, value: generate(field.message, random, depth + 1) };
  if (field.enum !== undefined) {
    const value = BigInt(random.pick(field.enum.values).number);
    return { number, wireType: VARINT, value: { kind: 'varint', bytes: varint(value) } };
  }
  switch (field.scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES: {
      const words = WORDS[field.name] ?? ['x', ''];
      return {
        number,
        wireType: DELIMITED,
        value: { kind: 'bytes', bytes: Buffer.from(random.pick(words)) },
      };
    }
    case ScalarType.DOUBLE: {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleLE(random.pick([41.14, 22.5, 0, -180, 1e308, Number.NaN, Number.POSITIVE_INFINITY]));
      return { number, wireType: FIXED64, value: { kind: 'fixed', bytes } };
    }
    case ScalarType.BOOL:
      return {
        number,
        wireType: VARINT,
        value: { kind: 'varint', bytes: varint(random.oneIn(2) ? 1n : 0n) },
      };
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return { number, wireType: FIXED32, value: { kind: 'fixed', bytes: random.bytes(4) } };
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return { number, wireType: FIXED64, value: { kind: 'fixed', bytes: random.bytes(8) } };
    default:
      return { number, wireType: VARINT, value: { kind: 'varint', bytes: varint(random.pick(EDGES)) } };
  }
}
