// Prints proto/waylight/incident/v1/codes.proto from the code book's lists, so that numbers are written once.
// A list that only places or tables use has no enum.
import { LISTS } from '../packages/taxonomy/src/codebook/lists.ts';

const ENUMS = {
  country: [
    'Country',
    'Where something happened, or which node: ISO 3166-1 alpha-2. XK is a country of its own everywhere.',
  ],
  incidentType: ['IncidentType', 'Code list "incidentType".'],
  perpetrator: ['Perpetrator', 'Code list "perpetrator".'],
  causeOfDeath: ['CauseOfDeath', 'Code list "causeOfDeath".'],
  smugglingMethod: ['SmugglingMethod', 'Code list "smugglingMethod".'],
  personGroup: ['PersonGroup', 'Code list "personGroup": the one group of persons that tables count.'],
  sex: ['Sex', 'Code list "sex".'],
  ageBand: ['AgeBand', 'Code list "ageBand": years completed.'],
  personFlag: ['PersonFlag', 'Code list "personFlag".'],
  originRegion: [
    'OriginRegion',
    'Code list "originRegion": UN M49 subregions; a country of origin is never published.',
  ],
  asylumStatus: ['AsylumStatus', 'Code list "asylumStatus".'],
  service: ['Service', 'Code list "service".'],
  serviceOutcome: ['ServiceOutcome', 'Code list "serviceOutcome".'],
  informationSource: ['InformationSource', 'Code list "informationSource".'],
  reliability: ['Reliability', 'Code list "reliability": Admiralty code, A to F.'],
  credibility: ['Credibility', 'Code list "credibility": Admiralty code, 1 to 6.'],
  verification: ['Verification', 'Code list "verification".'],
  accountability: ['Accountability', 'Code list "accountability": what followed.'],
  shareWith: ['ShareWith', 'Code list "shareWith": circles of readers, from narrow to wide.'],
  placePrecision: ['PlacePrecision', 'Code list "placePrecision".'],
  datePrecision: ['DatePrecision', 'Code list "datePrecision".'],
};

const snake = (name) => name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
const constant = (prefix, id) => `${prefix}_${id.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()}`;

const blocks = Object.entries(ENUMS).map(([list, [name, comment]]) => {
  const prefix = snake(name);
  const values = LISTS[list].map(
    ([id, number, english]) => `  // ${english}.\n  ${constant(prefix, id)} = ${number};`,
  );
  return `// ${comment}\nenum ${name} {\n  // Not set: read as unknown.\n  ${prefix}_UNSPECIFIED = 0;\n${values.join('\n')}\n}\n`;
});

process.stdout.write(`// Made by scripts/codes-proto.mjs from the code book (packages/taxonomy); a test holds the two together.
// A value is added, never renumbered or reused. A reader counts a value that it does not know as unknown.
syntax = "proto3";

package waylight.incident.v1;

${blocks.join('\n')}`);
