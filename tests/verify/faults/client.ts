import { setTimeout as delay } from 'node:timers/promises';
import { Report } from '@waylight/contracts/intake';
import type { Random } from '../random.ts';
import type { Answer, Sender, Write } from './client-calls.ts';
import { reportFields } from './contents.ts';
import type { Operation, Outcome, ReceiptSighting, ReportName, SeenReceipt } from './history.ts';

/** One process of a client. It does one operation after the other, on reports that no other process writes. */
export type ClientOptions = Omit<ReportName, 'reportId'> & {
  readonly process: string;
  readonly sender: Sender;
  readonly receipt: (reportId: string) => Promise<SeenReceipt | 'unknown' | undefined>;
  /** Returns a content that no other operation of the organisation has. */
  readonly nextContent: () => number;
  readonly random: Random;
  /** Waits until the next operation is due. */
  readonly pace: (signal: AbortSignal) => Promise<void>;
  readonly operation: (operation: Operation) => void;
  readonly sighting: (sighting: ReceiptSighting) => void;
};

type KnownReport = {
  readonly reportId: string;
  revision: number;
  retracted: boolean;
  /** The last write, if it is unknown whether it was applied. */
  doubt: { readonly base: number; readonly retracts: boolean } | undefined;
};

/** Reports that the client goes on changing; it leaves older ones alone. */
const MAX_KNOWN = 60;
const MAX_TRIES = 40;
const BACKOFF_MS = { first: 40, last: 1_500 };
const NO_SUCH_TYPE = 'no-such-type';

/** Works until the signal fires, and completes the operation that is then under way. */
export async function runClient(options: ClientOptions, signal: AbortSignal): Promise<void> {
  const { process, random } = options;
  const known: KnownReport[] = [];
  let count = 0;
  const write = (one: KnownReport, kind: Operation['kind'], base: number, type?: string) =>
    writeUntilAnswered(options, { reportId: one.reportId, kind, base, type });
  while (!signal.aborted) {
    await options.pace(signal);
    if (signal.aborted) return;
    const draw = random.next();
    const one = known.length > 0 ? random.pick(known) : undefined;
    if (one === undefined || draw < 0.55) {
      const created: KnownReport = {
        reportId: `${process}-${count++}`,
        revision: 0,
        retracted: false,
        doubt: undefined,
      };
      const outcome = await write(created, 'submit', 0, draw < 0.02 ? NO_SUCH_TYPE : undefined);
      if (outcome.kind === 'refused') continue;
      recordOutcome(created, outcome, false);
      known.push(created);
      if (known.length > MAX_KNOWN) known.shift();
    } else if (one.doubt !== undefined || draw < 0.62) {
      if ((await readReceipt(options, one)) === 'unknown') known.splice(known.indexOf(one), 1);
    } else if (draw < 0.88) recordOutcome(one, await write(one, 'revise', one.revision), false);
    else if (draw < 0.94) {
      if (!one.retracted) recordOutcome(one, await write(one, 'retract', one.revision), true);
    } else if (draw < 0.97) await write(one, 'revise', one.revision + 2);
    else await write(one, 'submit', 0);
  }
}

/** Reads the receipt of a report, and resolves its doubt. */
async function readReceipt(
  { process, country, organisation, receipt: getReceipt, sighting }: ClientOptions,
  one: KnownReport,
): Promise<SeenReceipt | 'unknown' | undefined> {
  const invokedAt = performance.now();
  const receipt = await getReceipt(one.reportId);
  if (receipt === undefined || receipt === 'unknown') return receipt;
  sighting({
    process,
    country,
    organisation,
    reportId: one.reportId,
    by: 'get',
    ...receipt,
    invokedAt,
    endedAt: performance.now(),
  });
  // No other process writes the report: a revision one higher is the write in doubt.
  if (one.doubt !== undefined && receipt.revision === one.doubt.base + 1) one.retracted = one.doubt.retracts;
  one.revision = receipt.revision;
  one.doubt = undefined;
  return receipt;
}

function recordOutcome(one: KnownReport, outcome: Outcome, retracted: boolean): void {
  if (outcome.kind === 'acknowledged') {
    one.revision = outcome.receipt.revision;
    one.retracted = retracted;
  } else if (outcome.kind === 'unanswered') one.doubt = { base: one.revision, retracts: retracted };
}

type PlannedWrite = Pick<Operation, 'reportId' | 'kind' | 'base'> & { readonly type: string | undefined };

async function writeUntilAnswered(
  { process, country, organisation, sender, random, nextContent, operation }: ClientOptions,
  { reportId, kind, base, type }: PlannedWrite,
): Promise<Outcome> {
  const content = kind === 'retract' ? undefined : nextContent();
  const request = writeOf(kind, base, country, reportId, content, type);
  const invokedAt = performance.now();
  // Some clients give up early, so that the checker has to resolve the doubt.
  const patience = random.next() < 0.1 ? random.between(1, 3) : MAX_TRIES;
  let tries = 0;
  let lost: number | undefined;
  let last: Answer;
  for (;;) {
    last = await sender.send(request);
    tries++;
    if (last.kind === 'done' || (last.kind === 'refused' && last.code !== RESOURCE_EXHAUSTED)) break;
    if (last.kind === 'lost') lost = last.code;
    if (tries >= patience) break;
    const wait = Math.min(BACKOFF_MS.last, BACKOFF_MS.first * 2 ** tries);
    await delay(wait * (0.5 + random.next() / 2));
  }
  const outcome = outcomeOf(last, lost);
  operation({
    process,
    country,
    organisation,
    reportId,
    kind,
    content,
    base,
    invalid: type !== undefined,
    tries,
    invokedAt,
    endedAt: performance.now(),
    outcome,
  });
  return outcome;
}

export const RESOURCE_EXHAUSTED = 8;

/** A refusal after a lost try does not prove that nothing was applied. */
export function outcomeOf(last: Answer, lost: number | undefined): Outcome {
  if (last.kind === 'done') return { kind: 'acknowledged', receipt: last.receipt };
  if (lost !== undefined) return { kind: 'unanswered', code: lost };
  return { kind: last.kind === 'refused' ? 'refused' : 'unanswered', code: last.code };
}

export function writeOf(
  kind: Operation['kind'],
  baseRevision: number,
  country: ClientOptions['country'],
  reportId: string,
  content: number | undefined,
  type: string | undefined,
): Write {
  if (kind === 'retract' || content === undefined) return { kind: 'retract', reportId, baseRevision };
  const fields = reportFields(country, reportId, content);
  const report = Report.fromPartial(type === undefined ? fields : { ...fields, types: [type] });
  return kind === 'submit' ? { kind, report } : { kind, report, baseRevision };
}
