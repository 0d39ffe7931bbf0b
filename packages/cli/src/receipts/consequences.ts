import { BACKUPS_KEPT_DAYS, ERASED_FROM_LOG_WITHIN_MS } from '@waylight/contracts';
import { type Receipt, ReceiptState } from '@waylight/contracts/intake';
import { padEnd } from '../tables/display-width.ts';
import { describeReleases } from './describe-releases.ts';

/** One thing that a retraction or a narrowing brings about, and when: as far as the receipt knows. */
type Consequence = { readonly what: string; readonly when: string };
export type DescribeConsequences = (receipt: Receipt) => Consequence[];

const DAY_MS = 86_400_000;

const COPIES_ELSEWHERE: Consequence = {
  what: 'backups, your own files',
  when: `are not reached by this. The node’s backups go within ${BACKUPS_KEPT_DAYS} days, and one that is restored takes it back anew; in your own files delete it, too`,
};

export const retractionConsequences: DescribeConsequences = (receipt) => {
  const at = stepTimes(receipt);
  const content: Consequence = {
    what: 'its content at the node',
    when: `is gone${formatSince(at.accepted)}; what stays is its id, that it ended, when and why`,
  };
  if (at.retracted !== undefined && at.logged === undefined)
    return [
      content,
      { what: 'the region', when: 'has nothing of it: it was shared with nobody' },
      COPIES_ELSEWHERE,
    ];
  return [
    content,
    { what: 'the retraction', when: logConsequence(at.logged) },
    { what: 'older revisions', when: compactionConsequence(receipt) },
    {
      what: 'the region’s numbers',
      when:
        at.retracted === undefined
          ? `are without it ${AS_SOON}`
          : `are without it${formatSince(at.retracted)}`,
    },
    { what: 'releases to come', when: 'do not count it, but for those of periods that closed before' },
    { what: 'what was released', when: releaseConsequence(receipt) },
    COPIES_ELSEWHERE,
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
      when: counted === undefined ? `follow ${AS_SOON}` : `have followed${formatSince(counted)}`,
    },
    {
      what: 'releases to come',
      when: 'count it for those alone who still may, but for those of periods that closed before',
    },
    { what: 'what was released', when: releaseConsequence(receipt) },
    {
      what: 'your own files',
      when: 'say what they said. Sent again as it was, it stays narrowed; changed and wider, it is refused',
    },
  ];
};

export function consequenceLines(consequences: readonly Consequence[]): string[] {
  const width = Math.max(...consequences.map(({ what }) => what.length)) + 2;
  return ['  what follows', ...consequences.map(({ what, when }) => `    ${padEnd(what, width)}${when}`)];
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

const AS_SOON = 'as soon as the region has read that';

const formatSince = (at: Date | undefined): string =>
  at === undefined ? '' : ` since ${at.toISOString().slice(0, 19)}Z`;

const logConsequence = (at: Date | undefined): string =>
  at === undefined
    ? 'goes on the region’s log as soon as that takes it'
    : `is on the region’s log${formatSince(at)}`;

function compactionConsequence({ erasure }: Receipt): string {
  if (erasure?.logAt !== undefined) return `are gone from the log${formatSince(erasure.logAt)}`;
  if (erasure?.logDeadline === undefined)
    return `are gone from the log within ${ERASED_FROM_LOG_WITHIN_MS / DAY_MS} days after that`;
  return `are gone from the log by ${erasure.logDeadline.toISOString().slice(0, 10)} at the latest`;
}

function releaseConsequence({ releases }: Receipt): string {
  if (releases.length === 0) return 'never changes; as far as the node knows it is in none';
  return `never changes, and goes on counting it: ${describeReleases(releases).join('; ')}`;
}
