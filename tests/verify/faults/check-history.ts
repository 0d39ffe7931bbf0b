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
  | 'the two cubes count the same reports'
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
  /** Reports in the cells by week of receipt. */
  readonly received: number;
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

/** Returns every violation; empty if every promise was kept. */
export function checkHistory(
  history: History,
  views: Views,
  personsOf: (content: number) => number,
): Violation[] {
  const violations: Violation[] = [];
  const found = (rule: Rule, about: string, detail: string) => violations.push({ rule, about, detail });
  const reports = Map.groupBy(
    history.operations.toSorted((a, b) => a.invokedAt - b.invokedAt),
    nameOf,
  );
  const author = new Map<string, { readonly operation: Operation; readonly report: string }>();
  for (const operation of history.operations)
    if (operation.content !== undefined)
      author.set(`${operation.organisation} ${operation.content}`, { operation, report: nameOf(operation) });

  // The contents that count, by report.
  const counted = new Map<string, number[]>();
  for (const cell of views.cells) {
    const source =
      cell.content === undefined ? undefined : author.get(`${cell.organisation} ${cell.content}`);
    if (cell.content === undefined || source === undefined || source.operation.country !== cell.country) {
      found('nothing counts that nobody sent', cell.where, `${cell.reports} reports of ${cell.organisation}`);
      continue;
    }
    if (source.operation.outcome.kind === 'refused')
      found('what was refused counts nowhere', source.report, `content ${cell.content} is in ${cell.where}`);
    if (cell.reports !== 1)
      found('a report counts once', source.report, `content ${cell.content} counts ${cell.reports} times`);
    if (cell.victims !== cell.reports * personsOf(cell.content))
      found('a cell holds the persons of its report', source.report, `${cell.victims} in ${cell.where}`);
    counted.set(source.report, [...(counted.get(source.report) ?? []), cell.content]);
  }

  for (const [report, operations] of reports) {
    if (new Set(operations.map(({ process }) => process)).size > 1)
      found('a report is written by one process', report, 'more than one');
    const { states, impossible } = followReport(operations);
    for (const { operation, why } of impossible)
      found('an answer fits what was done before', report, `${operation.kind} of ${operation.base}: ${why}`);
    const contents = counted.get(report) ?? [];
    if (contents.length > 1) found('a report counts once', report, `as contents ${contents.join(', ')}`);
    const [content] = contents;
    const possible = states.filter((state) => countedContent(state) === content);
    if (contents.length < 2 && possible.length === 0)
      found(
        'a report counts as it was last acknowledged',
        report,
        `counts as ${content ?? 'nothing'}; may be ${states.map(describeState).join(' or ')}`,
      );
    const receipt = views.receipts.get(report);
    if (!possible.some((state) => isFinalReceipt(receipt, state)))
      found(
        'a receipt ends at what the region counts',
        report,
        `receipt of ${receipt === undefined ? 'nothing' : `revision ${receipt.revision} in state ${receipt.state}`}; counts as ${content ?? 'nothing'}`,
      );
  }
  const total = views.cells.reduce((sum, { reports: count }) => sum + count, 0);
  if (total !== views.received)
    found('the two cubes count the same reports', 'the region', `${total} by day, ${views.received} by week`);
  for (const backwards of checkSightings(history))
    found('a receipt never goes backwards', backwards.report, backwards.detail);
  return violations;
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
