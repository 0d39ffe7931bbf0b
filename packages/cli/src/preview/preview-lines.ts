import { fieldName } from '@waylight/import/field-kinds';
import { label } from '@waylight/taxonomy';
import { describeReleases } from '../receipts/describe-releases.ts';
import { alignRows } from '../tables/text-table.ts';
import type { DecodedField } from './decode-event.ts';
import type { Preview } from './decode-preview.ts';

/** A preview in words: who could count the report, which data leave the node, and which do not. */
export function previewLines(preview: Preview, country: string): string[] {
  const { reportId, revision, outcome, onLog, coded, notes } = preview;
  const head =
    outcome === 'unchanged' ? `unchanged, revision ${revision}` : `preview of revision ${revision}`;
  return [
    `${reportId}  ${head}: nothing was sent`,
    ...section('Only these could count it', formatRows(audienceRows(preview))),
    ...(onLog === undefined
      ? section('Nothing is sent to the region’s log; the node keeps', formatRows(groupFields(coded)))
      : section(`Sent to the region’s log, ${onLog.bytes} bytes`, formatRows(groupFields(onLog.fields)))),
    ...section('Stays at the node', formatRows(keptAtNodeRows(preview))),
    ...section('Becomes coarser', formatRows(coarserRows(preview))),
    ...section('Dropped at once, and stored nowhere', preview.dropped.map(droppedLine)),
    ...section(
      'Notes',
      notes.map(({ field, text }) => `  ${field === '' ? '' : `${fieldName(field)}: `}${text}`),
    ),
    '',
    nextStep(preview, country),
  ];
}

function nextStep({ outcome, revision }: Preview, country: string): string {
  if (outcome === 'unchanged') return 'Sending it would change nothing.';
  if (revision === 1) return 'To send it: the same command without --preview';
  return `To send it: waylight revise FILE --country ${country} --base ${revision - 1}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

const droppedLine = (field: string): string => `  ${fieldName(field)}`;

type Row = readonly [name: string, value: string];

/** All fields of a person or a service are one line, and so are all unknown fields. */
function groupFields(fields: readonly DecodedField[]): Row[] {
  const rows = new Map<string, string>();
  const unknown: string[] = [];
  for (const [path, value] of fields) {
    const of = /^(person|service)s\[(\d+)\]\.(.*)$/.exec(path);
    if (of !== null) {
      const name = `${of[1]} ${Number(of[2]) + 1}`;
      const part = `${fieldName(of[3] ?? '')} ${value}`;
      rows.set(name, rows.has(name) ? `${rows.get(name)}; ${part}` : part);
    } else if (UNKNOWN.has(value)) unknown.push(fieldName(path));
    else rows.set(fieldName(path), value);
  }
  return unknown.length === 0 ? [...rows] : [...rows, ['unknown', unknown.join(', ')]];
}

/** The labels of unknown values in the code book's lists. */
const UNKNOWN: ReadonlySet<string> = new Set(['Unknown', 'Not stated']);

function audienceRows({ audiences, releases, isPublicRecord, onLog }: Preview): Row[] {
  const own: Row = ['your organisation', 'exactly, at this node: waylight trends --own'];
  if (onLog === undefined) return [own];
  const operators: Row = ['the region’s operators', 'can read the coded report below on the log'];
  if (isPublicRecord)
    return [own, operators, ['the public', 'exactly, with its source: it is already published']];
  if (releases === undefined) {
    const wider = audiences.filter((audience) => audience !== 'organisation');
    const text = wider.map((audience) => label('shareWith', audience, 'en')).join('; ');
    return [
      own,
      operators,
      ['audiences', `${text} (the region’s plan, which has the tables, was not available)`],
    ];
  }
  const inReleases = describeReleases(releases).map((text): Row => ['in rounded numbers', text]);
  return [own, operators, ...(inReleases.length > 0 ? inReleases : [NO_RELEASE])];
}

const NO_RELEASE: Row = [
  'in rounded numbers',
  'none, because no future release counts reports of this period and audience',
];

function keptAtNodeRows({ consent, nodeOnly }: Preview): Row[] {
  const as = (field: string): Row => [fieldName(field), 'as you sent it'];
  const rows = nodeOnly.filter((field) => field !== 'consent').map(as);
  return [...rows, ['consent', consent === undefined ? NO_CONSENT : describeConsent(consent)]];
}

const NO_CONSENT = 'no consent is stated, so shareWith was not checked';

function describeConsent({
  basis = '',
  scope = '',
  givenOn = '',
  givenBy = '',
}: Readonly<Record<string, string>>): string {
  return [
    label('legalBasis', basis, 'en'),
    ...(scope === '' ? [] : [`at most: ${label('shareWith', scope, 'en')}`]),
    ...(givenOn === '' ? [] : [givenOn]),
    `given by: ${label('consentGiver', givenBy, 'en')}`,
  ].join('; ');
}

function coarserRows({ coarsened: fields, onLog }: Preview): Row[] {
  const received: Row[] = onLog === undefined ? [] : [['time of receipt', 'only the day']];
  return [
    ...fields.map(
      ({ field, replacedBy }): Row => [
        fieldName(field),
        replacedBy.length === 0
          ? 'nothing'
          : replacedBy.map(([path, value]) => `${fieldName(path)} ${value}`).join('; '),
      ],
    ),
    ...received,
  ];
}

function formatRows(rows: readonly Row[]): string[] {
  return alignRows(rows).map((line) => `  ${line}`);
}
