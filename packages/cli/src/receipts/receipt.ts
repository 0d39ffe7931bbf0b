import { RetractionReason } from '@waylight/contracts/incident';
import { type Erasure, Outcome, type Receipt, ReceiptState } from '@waylight/contracts/intake';
import { consequenceLines, type DescribeConsequences, retractionConsequences } from './consequences.ts';
import { describeReleases } from './describe-releases.ts';

/** Names of states in flags and JSON, in the order in which a report reaches them. */
export const STATE_NAMES = {
  accepted: ReceiptState.ACCEPTED,
  logged: ReceiptState.LOGGED,
  counted: ReceiptState.COUNTED,
  'in-release': ReceiptState.IN_RELEASE,
  retracted: ReceiptState.RETRACTED,
} as const satisfies Record<string, ReceiptState>;

export type StateName = keyof typeof STATE_NAMES;

export function stateName(state: ReceiptState): StateName | 'unknown' {
  const found = Object.entries(STATE_NAMES).find(([, value]) => value === state);
  return found === undefined ? 'unknown' : (found[0] as StateName);
}

export function outcomeName(outcome: Outcome): string {
  switch (outcome) {
    case Outcome.ACCEPTED:
      return 'accepted';
    case Outcome.UNCHANGED:
      return 'unchanged';
    case Outcome.WOULD_ACCEPT:
      return 'would be accepted';
    case Outcome.UNSPECIFIED:
      return 'done';
    default:
      return outcome satisfies never;
  }
}

/** The outcome as in JSON: "would-be-accepted". */
export const outcomeCode = (outcome: Outcome): string => outcomeName(outcome).replaceAll(' ', '-');

type Operation = Pick<ReceiptContext, 'outcome' | 'describeConsequences'>;

/** A receipt as a JSON document, with names instead of numbers. */
export function receiptDocument(receipt: Receipt, operation: Operation = {}) {
  const describeConsequences = chooseConsequences(receipt, operation);
  return {
    reportId: receipt.reportId,
    revision: receipt.revision,
    state: stateName(receipt.state),
    steps: receipt.steps.map(({ state, at }) => ({
      state: stateName(state),
      ...(at === undefined ? {} : { at: at.toISOString() }),
    })),
    releases: receipt.releases,
    codeBookVersion: receipt.codeBookVersion,
    notes: receipt.notes.map(({ field, text }) => ({ field, text })),
    ...(receipt.importId === '' ? {} : { importId: receipt.importId }),
    ...(receipt.erasure === undefined ? {} : { erasure: erasureDocument(receipt.erasure) }),
    // The same JSON as in a report, so that it can be copied into a report for another node.
    ...(receipt.limit === undefined ? {} : { limit: receipt.limit }),
    ...(describeConsequences === undefined ? {} : { consequences: describeConsequences(receipt) }),
  };
}

/** The times at which retracted content was deleted; a time is absent until then. */
function erasureDocument({ ledgerAt, cellsAt, logDeadline, logAt }: Erasure) {
  const times = Object.entries({ ledgerAt, cellsAt, logDeadline, logAt });
  return Object.fromEntries(
    times.flatMap(([name, at]) => (at === undefined ? [] : [[name, at.toISOString()]])),
  );
}

/** Receipts of a retraction always list consequences. Other commands list them once, when they change a report. */
function chooseConsequences(
  { retractionReason }: Receipt,
  { outcome, describeConsequences }: Operation,
): DescribeConsequences | undefined {
  if (outcome === Outcome.WOULD_ACCEPT) return undefined;
  if (retractionReason !== RetractionReason.UNSPECIFIED) return retractionConsequences;
  return outcome === Outcome.ACCEPTED ? describeConsequences : undefined;
}

export type ReceiptContext = {
  readonly country: string;
  readonly outcome?: Outcome;
  /** The report's `shareWith` as the sender stated it, if known. */
  readonly shareWith?: string;
  /** True if a retraction was sent: "accepted" then is the state of the retraction, not of the report. */
  readonly isRetraction?: boolean;
  /** If true, lists every release by its id; there may be dozens. */
  readonly verbose?: boolean;
  /** The consequences of a command other than a retraction. */
  readonly describeConsequences?: DescribeConsequences;
};

/** A receipt in words: the state, notes of the node, and the next step. */
export function receiptLines(receipt: Receipt, context: ReceiptContext): string[] {
  const describeConsequences = chooseConsequences(receipt, context);
  const releases = context.verbose === true ? receipt.releases : describeReleases(receipt.releases);
  return [
    receiptHeading(receipt, context),
    ...receipt.steps.flatMap(({ state: step, at }) =>
      at === undefined ? [] : [`  ${stateName(step).padEnd(10)} ${at.toISOString().slice(0, 19)}Z`],
    ),
    ...releases.map((release) => `  release    ${release}`),
    ...receipt.notes.map(({ field, text }) => `  note       ${field}: ${text}`),
    ...limitLines(receipt),
    ...(describeConsequences === undefined ? [] : consequenceLines(describeConsequences(receipt))),
    `  next       ${nextStep(receipt, context)}`,
  ];
}

function receiptHeading(
  { reportId, revision, state }: Receipt,
  { outcome, isRetraction }: ReceiptContext,
): string {
  const name = stateName(state);
  const what = isRetraction === true && state !== ReceiptState.RETRACTED ? 'retraction ' : '';
  if (outcome === undefined || outcome === Outcome.ACCEPTED)
    return `${reportId}  ${what}${name}, revision ${revision}`;
  const unchanged = outcome === Outcome.UNCHANGED ? `: ${name}, revision ${revision}` : '';
  return `${reportId}  ${what}${outcomeName(outcome)}${unchanged}`;
}

function limitLines({ limit }: Receipt): string[] {
  if (limit === undefined) return [];
  return [
    `  limit      ${limit.shareWith} at most, since ${limit.since}: send it with the report to another node`,
  ];
}

function nextStep(receipt: Receipt, { country, outcome, shareWith }: ReceiptContext): string {
  if (outcome === Outcome.WOULD_ACCEPT) return 'send it: the same command without --validate-only';
  const watch = `waylight receipt ${receipt.reportId} --country ${country} --watch`;
  switch (stateName(receipt.state)) {
    case 'accepted':
      return shareWith === '' || shareWith === 'organisation'
        ? 'it stays at the node, only for your organisation; to share it, set shareWith'
        : `follow it: ${watch}`;
    case 'logged':
      return `follow it: ${watch}`;
    case 'counted':
      return (
        'future releases of its period count it, for the audiences that it is shared with; if its month is already ' +
        'released, the longer periods'
      );
    case 'in-release':
      return 'a release never changes; future releases of longer periods count it, with later changes';
    default:
      if (receipt.retractionReason === RetractionReason.EXPIRED)
        return 'it has expired: its retention period is over; only past releases still count it';
      return receipt.state === ReceiptState.RETRACTED ? 'it counts nowhere any more' : watch;
  }
}
