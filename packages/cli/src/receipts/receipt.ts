import { RetractionReason } from '@waylight/contracts/incident';
import { type Erasure, Outcome, type Receipt, ReceiptState } from '@waylight/contracts/intake';
import { consequenceLines, type DescribeConsequences, retractionConsequences } from './consequences.ts';
import { describeReleases } from './describe-releases.ts';

/** What states are called on the command line and in JSON, in the order of a report's way. */
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

/** A receipt as a JSON document, with names instead of numbers. */
export function receiptDocument(receipt: Receipt, context: Pick<ReceiptContext, 'outcome' | 'follows'> = {}) {
  const follows = chooseConsequences(receipt, context);
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
    // As a report's own limit is written, for who sends it to another node.
    ...(receipt.limit === undefined ? {} : { limit: receipt.limit }),
    ...(follows === undefined ? {} : { whatFollows: follows(receipt) }),
  };
}

/** When what was taken back is gone from where, as far as it is. */
function erasureDocument({ ledgerAt, cellsAt, logDeadline, logAt }: Erasure) {
  const times = Object.entries({ ledgerAt, cellsAt, logDeadline, logAt });
  return Object.fromEntries(
    times.flatMap(([name, at]) => (at === undefined ? [] : [[name, at.toISOString()]])),
  );
}

/** What a command says that it brings about; a retraction's receipt goes on saying it, as each is done. */
function chooseConsequences(
  { retractionReason }: Receipt,
  { outcome, follows }: Pick<ReceiptContext, 'outcome' | 'follows'>,
): DescribeConsequences | undefined {
  if (outcome === Outcome.WOULD_ACCEPT) return undefined;
  if (retractionReason !== RetractionReason.UNSPECIFIED) return retractionConsequences;
  return outcome === Outcome.ACCEPTED ? follows : undefined;
}

export type ReceiptContext = {
  readonly country: string;
  readonly outcome?: Outcome;
  /** What the sender wrote, where it is at hand. */
  readonly shareWith?: string;
  /** Whether a retraction was sent: it is accepted, and the report is not. */
  readonly isRetraction?: boolean;
  /** Whether to name every release by its id: there may be dozens. */
  readonly verbose?: boolean;
  /** What a command brings about, where it says so. */
  readonly follows?: DescribeConsequences;
};

/** A receipt in words: what it is, what the node could not code, and what comes next. */
export function receiptLines(receipt: Receipt, context: ReceiptContext): string[] {
  const { outcome } = context;
  const follows = chooseConsequences(receipt, context);
  const state = stateName(receipt.state);
  const what = context.isRetraction === true && receipt.state !== ReceiptState.RETRACTED ? 'retraction ' : '';
  const head =
    outcome === undefined || outcome === Outcome.ACCEPTED
      ? `${receipt.reportId}  ${what}${state}, revision ${receipt.revision}`
      : `${receipt.reportId}  ${what}${outcomeName(outcome)}${
          outcome === Outcome.UNCHANGED ? `: ${state}, revision ${receipt.revision}` : ''
        }`;
  return [
    head,
    ...receipt.steps.flatMap(({ state: step, at }) =>
      at === undefined ? [] : [`  ${stateName(step).padEnd(10)} ${at.toISOString().slice(0, 19)}Z`],
    ),
    ...(context.verbose === true ? receipt.releases : describeReleases(receipt.releases)).map(
      (release) => `  release    ${release}`,
    ),
    ...receipt.notes.map(({ field, text }) => `  note       ${field}: ${text}`),
    ...limitLines(receipt),
    ...(follows === undefined ? [] : consequenceLines(follows(receipt))),
    `  next       ${nextStep(receipt, context)}`,
  ];
}

function limitLines({ limit }: Receipt): string[] {
  if (limit === undefined) return [];
  return [
    `  limit      ${limit.shareWith} at most, since ${limit.since}: at another node it is to be sent with the report`,
  ];
}

function nextStep(receipt: Receipt, { country, outcome, shareWith }: ReceiptContext): string {
  if (outcome === Outcome.WOULD_ACCEPT) return 'send it: the same command without --validate-only';
  const watch = `npx waylight receipt ${receipt.reportId} --country ${country} --watch`;
  switch (stateName(receipt.state)) {
    case 'accepted':
      return shareWith === '' || shareWith === 'organisation'
        ? 'it stays at the node, for your organisation alone; share_with widens that'
        : `follow it: ${watch}`;
    case 'logged':
      return `follow it: ${watch}`;
    case 'counted':
      return (
        'it counts in the region and, as widely as it is shared, in what is still to be released of its time: where its month ' +
        'is out already, in the longer periods still to come'
      );
    case 'in-release':
      return 'what is released never changes; it goes on counting, and a change counts, in the longer periods still to come';
    default:
      if (receipt.retractionReason === RetractionReason.EXPIRED)
        return 'it has expired: it was kept for as long as reports are; it counts on in what was released, and nowhere else';
      return receipt.state === ReceiptState.RETRACTED ? 'it counts nowhere any more' : watch;
  }
}
