import { ReceiptState } from '@waylight/contracts/intake';
import { checkSightings } from './check-sightings.ts';
import { isShared } from './contents.ts';
import { type History, nameOf, type Operation, type SeenReceipt } from './history.ts';
import { followReport, type ReportState } from './report-states.ts';

/** One violated rule, and the report, cell or message that violates it. */
export type Violation = { readonly rule: Rule; readonly about: string; readonly detail: string };

export type Rule =
  | 'an answer fits what was done before'
  | 'a report is written by one process'
  | 'a report counts as it was last acknowledged'
  | 'a report counts once'
  | 'what was refused counts nowhere'
  | 'nothing counts that nobody sent'
  | 'a cell holds the persons of its report'
  | 'the cells by week count the recent reports'
  | 'a receipt never goes backwards'
  | 'a receipt ends at what the region counts'
  | 'a revision on the log has one content'
  | 'the log and the cells say the same'
  | 'compaction would keep the newest revision'
  | 'a release is published once'
  | 'every poison message is in the dead letters, and nothing else'
  /** A fault itself observed a violation. */
  | 'a fault changes nothing';

/** The region's state at the end of a run, after everything has been counted. */
export type Views = {
  /** One for each cell by day. */
  readonly cells: readonly CountedCell[];
  /** Reports in the cells by week of receipt, and how many there should be. The days of receipt are known as a span only. */
  readonly byWeek: { readonly counted: number; readonly atLeast: number; readonly atMost: number };
  /** By report, from its node. */
  readonly receipts: ReadonlyMap<string, SeenReceipt>;
};

export type CountedCell = {
  readonly organisation: string;
  readonly country: string;
  /** Undefined: no content has these values. */
  readonly content: number | undefined;
  readonly reports: number;
  readonly victims: number;
  readonly where: string;
};

type AddViolation = (rule: Rule, about: string, detail: string) => void;

/** Returns every violation; empty if every promise was kept. */
export function checkHistory(
  history: History,
  views: Views,
  personsOf: (content: number) => number,
): Violation[] {
  const violations: Violation[] = [];
  const add: AddViolation = (rule, about, detail) => violations.push({ rule, about, detail });
  const reports = Map.groupBy(
    history.operations.toSorted((a, b) => a.invokedAt - b.invokedAt),
    nameOf,
  );
  const counted = checkCells(history, views.cells, personsOf, add);
  for (const [report, operations] of reports)
    checkReport(report, operations, counted.get(report) ?? [], views.receipts.get(report), add);
  const { counted: byWeek, atLeast, atMost } = views.byWeek;
  if (byWeek < atLeast || byWeek > atMost)
    add(
      'the cells by week count the recent reports',
      'the region',
      `${byWeek} by week; ${atLeast} to ${atMost} are recent`,
    );
  for (const { report, detail } of checkSightings(history))
    add('a receipt never goes backwards', report, detail);
  return violations;
}

/** Checks each cell against the operation that sent its content. Returns the counted contents by report. */
function checkCells(
  { operations }: History,
  cells: readonly CountedCell[],
  personsOf: (content: number) => number,
  add: AddViolation,
): Map<string, number[]> {
  const author = new Map<string, { readonly operation: Operation; readonly report: string }>();
  for (const operation of operations)
    if (operation.content !== undefined)
      author.set(`${operation.organisation} ${operation.content}`, { operation, report: nameOf(operation) });
  const counted = new Map<string, number[]>();
  for (const { organisation, country, content, reports, victims, where } of cells) {
    const source = content === undefined ? undefined : author.get(`${organisation} ${content}`);
    if (content === undefined || source === undefined || source.operation.country !== country) {
      add('nothing counts that nobody sent', where, `${reports} reports of ${organisation}`);
      continue;
    }
    const { operation, report } = source;
    if (operation.outcome.kind === 'refused')
      add('what was refused counts nowhere', report, `content ${content} is in ${where}`);
    if (reports !== 1) add('a report counts once', report, `content ${content} counts ${reports} times`);
    if (victims !== reports * personsOf(content))
      add('a cell holds the persons of its report', report, `${victims} in ${where}`);
    counted.set(report, [...(counted.get(report) ?? []), content]);
  }
  return counted;
}

/** Checks answers, counted contents and final receipt of one report against its operations. */
function checkReport(
  report: string,
  operations: readonly Operation[],
  contents: readonly number[],
  receipt: SeenReceipt | undefined,
  add: AddViolation,
): void {
  if (new Set(operations.map(({ process }) => process)).size > 1)
    add('a report is written by one process', report, 'more than one');
  const { states, impossible } = followReport(operations);
  for (const { operation, why } of impossible)
    add('an answer fits what was done before', report, `${operation.kind} of ${operation.base}: ${why}`);
  if (contents.length > 1) add('a report counts once', report, `as contents ${contents.join(', ')}`);
  const [content] = contents;
  const possible = states.filter((state) => countedContent(state) === content);
  if (contents.length < 2 && possible.length === 0)
    add(
      'a report counts as it was last acknowledged',
      report,
      `counts as ${content ?? 'nothing'}; may be ${states.map(describeState).join(' or ')}`,
    );
  if (!possible.some((state) => isFinalReceipt(receipt, state)))
    add(
      'a receipt ends at what the region counts',
      report,
      `receipt of ${receipt === undefined ? 'nothing' : `revision ${receipt.revision} in state ${receipt.state}`}; counts as ${content ?? 'nothing'}`,
    );
}

/** The content that the region counts for a report in this state. */
function countedContent({ content }: ReportState): number | undefined {
  return content !== undefined && isShared(content) ? content : undefined;
}

/** Final: the receipt of a report in this state will not change any more. */
export function isFinalReceipt(
  receipt: SeenReceipt | undefined,
  { revision, content }: ReportState,
): boolean {
  if (receipt === undefined || receipt.revision !== revision) return receipt === undefined && revision === 0;
  const { ACCEPTED, COUNTED, IN_RELEASE, RETRACTED } = ReceiptState;
  if (content === undefined) return receipt.state === RETRACTED;
  // A report shared with no other organisation never leaves. If it was shared before, that is retracted.
  const ends: readonly number[] = isShared(content) ? [COUNTED, IN_RELEASE] : [ACCEPTED, RETRACTED];
  return ends.includes(receipt.state);
}

function describeState({ revision, content }: ReportState): string {
  return revision === 0 ? 'unknown' : `revision ${revision} with ${content ?? 'retraction'}`;
}
