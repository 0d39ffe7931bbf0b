import { fieldName } from '@waylight/import/field-kinds';
import { label } from '@waylight/taxonomy';
import { describeReleases } from '../receipts/describe-releases.ts';
import { padEnd } from '../tables/display-width.ts';
import type { DecodedField } from './decode-event.ts';
import type { Preview } from './decode-preview.ts';

/** A preview as somebody in the field reads it: who could ever count it, what leaves word for word, and what does not. */
export function previewLines(preview: Preview, country: string): string[] {
  const { reportId, revision, outcome, onLog, coded, notes } = preview;
  const isThere = outcome === 'unchanged';
  const head = isThere ? `is there like this, revision ${revision}` : `preview of revision ${revision}`;
  return [
    `${reportId}  ${head}: nothing was sent`,
    ...section('Who could count it, and nobody else', formatRows(audienceRows(preview))),
    ...(onLog === undefined
      ? section('Nothing goes on the region’s log; the node keeps', formatRows(groupFields(coded)))
      : section(
          `What the region’s log would have, ${onLog.bytes} bytes`,
          formatRows(groupFields(onLog.fields)),
        )),
    ...section('Stays at the node', formatRows(keptAtNodeRows(preview))),
    ...section('Becomes coarser', formatRows(coarserRows(preview))),
    ...section('Is dropped before the answer, and kept nowhere', preview.dropped.map(droppedLine)),
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
  return `To send it: npx waylight revise FILE --country ${country} --base ${revision - 1}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

const droppedLine = (field: string): string => `  ${fieldName(field)}`;

type Row = readonly [name: string, value: string];

/** A person or a service is one line, however many fields it has, and so is all that is unknown. */
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

/** What the code book calls it, in its lists of what is known and of what is stated. */
const UNKNOWN: ReadonlySet<string> = new Set(['Unknown', 'Not stated']);

function audienceRows({ audiences, releases, isPublicRecord, onLog }: Preview): Row[] {
  const own: Row = ['your organisation', 'exactly, at this node: npx waylight trends --own'];
  if (onLog === undefined) return [own];
  const operators: Row = ['the region’s operators', 'can read the coded report below on the log'];
  if (isPublicRecord)
    return [own, operators, ['everybody', 'exactly and attributed: it was published already']];
  if (releases === undefined) {
    const wider = audiences.filter((audience) => audience !== 'organisation');
    const text = wider.map((audience) => label('shareWith', audience, 'en')).join('; ');
    return [own, operators, ['circles', `${text} (the region’s plan could not be asked for its tables)`]];
  }
  const inReleases = describeReleases(releases).map((text): Row => ['in rounded numbers', text]);
  return [own, operators, ...(inReleases.length > 0 ? inReleases : [NO_RELEASE])];
}

const NO_RELEASE: Row = [
  'in rounded numbers',
  'nobody: no release that is still to come counts what is of its time and shared so',
];

function keptAtNodeRows({ consent, nodeOnly }: Preview): Row[] {
  const as = (field: string): Row => [fieldName(field), 'as you sent it'];
  const rows = nodeOnly.filter((field) => field !== 'consent').map(as);
  return [...rows, ['consent', consent === undefined ? NO_CONSENT : describeConsent(consent)]];
}

const NO_CONSENT = 'none is stated: how far it is shared is as you say, and was held against nothing';

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
  const received: Row[] = onLog === undefined ? [] : [['time of receipt', 'the day alone']];
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
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value]) => `  ${padEnd(name, width)}${value}`);
}
