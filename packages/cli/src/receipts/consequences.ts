import { BACKUPS_KEPT_DAYS, ERASED_FROM_LOG_WITHIN_MS } from '@waylight/contracts';
import { type Receipt, ReceiptState } from '@waylight/contracts/intake';
import { alignRows } from '../tables/text-table.ts';
import { describeReleases } from './describe-releases.ts';

/** One consequence of a retraction or a narrowing, with its time if the receipt contains it. */
type Consequence = { readonly what: string; readonly when: string };
export type DescribeConsequences = (receipt: Receipt) => Consequence[];

const DAY_MS = 86_400_000;

const OTHER_COPIES: Consequence = {
  what: 'backups, your own files',
  when: `are not changed. The node deletes its backups within ${BACKUPS_KEPT_DAYS} days, and repeats the retraction after a restore; delete the report in your own files yourself`,
};

export const retractionConsequences: DescribeConsequences = (receipt) => {
  const at = stepTimes(receipt);
  const content: Consequence = {
    what: 'its content at the node',
    when: `${at.accepted === undefined ? 'is deleted' : `was deleted at ${formatTime(at.accepted)}`}; the id, and time and reason of the retraction remain`,
  };
  if (at.retracted !== undefined && at.logged === undefined)
    return [content, { what: 'the region', when: 'never received it: it was not shared' }, OTHER_COPIES];
  return [
    content,
    { what: 'the retraction', when: logConsequence(at.logged) },
    { what: 'older revisions', when: compactionConsequence(receipt) },
    {
      what: 'the region’s numbers',
      when:
        at.retracted === undefined
          ? `exclude it ${AS_SOON}`
          : `have excluded it since ${formatTime(at.retracted)}`,
    },
    { what: 'future releases', when: `exclude it, ${EXCEPT_CLOSED}` },
    { what: 'past releases', when: releaseConsequence(receipt) },
    OTHER_COPIES,
  ];
};

export const narrowingConsequences: DescribeConsequences = (receipt) => {
  const at = stepTimes(receipt);
  const counted = at.counted ?? at.retracted;
  return [
    { what: 'the narrower revision', when: logConsequence(at.logged) },
    { what: 'older revisions', when: compactionConsequence(receipt) },
    {
      what: 'the region’s numbers',
      when: counted === undefined ? `change ${AS_SOON}` : `changed at ${formatTime(counted)}`,
    },
    { what: 'future releases', when: `count it only for the audiences that remain, ${EXCEPT_CLOSED}` },
    { what: 'past releases', when: releaseConsequence(receipt) },
    {
      what: 'your own files',
      when: 'are not changed. The same report sent again stays narrowed; a changed report that is shared more widely is refused',
    },
  ];
};

export function consequenceLines(consequences: readonly Consequence[]): string[] {
  const lines = alignRows(consequences.map(({ what, when }) => [what, when]));
  return ['  consequences', ...lines.map((line) => `    ${line}`)];
}

function stepTimes({ steps }: Receipt) {
  const at = (wanted: ReceiptState) => steps.find(({ state }) => state === wanted)?.at;
  return {
    accepted: at(ReceiptState.ACCEPTED),
    logged: at(ReceiptState.LOGGED),
    counted: at(ReceiptState.COUNTED),
    retracted: at(ReceiptState.RETRACTED),
  };
}

const AS_SOON = 'as soon as the region has counted the change';
const EXCEPT_CLOSED = 'except those of periods that closed before';

const formatTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

const logConsequence = (at: Date | undefined): string =>
  at === undefined ? 'is sent to the region’s log' : `reached the region’s log at ${formatTime(at)}`;

function compactionConsequence({ erasure }: Receipt): string {
  if (erasure?.logAt !== undefined) return `were deleted from the log at ${formatTime(erasure.logAt)}`;
  if (erasure?.logDeadline === undefined)
    return `are deleted from the log within ${ERASED_FROM_LOG_WITHIN_MS / DAY_MS} days after that`;
  return `are deleted from the log by ${erasure.logDeadline.toISOString().slice(0, 10)} at the latest`;
}

function releaseConsequence({ releases }: Receipt): string {
  if (releases.length === 0) return 'never change; as far as the node knows, no release counts it';
  return `never change, and count it: ${describeReleases(releases).join('; ')}`;
}
