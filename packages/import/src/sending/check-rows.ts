import type { NodeCountry } from '@waylight/contracts';
import {
  Outcome,
  type RefusedResult,
  type Report,
  type SharingLimit,
  type Violation,
} from '@waylight/contracts/intake';
import { statusName } from '@waylight/service-kit/client';
import { buildReport, fieldsOfViolation } from '../coding/build-report.ts';
import { unknownValues } from '../coding/code-field.ts';
import type { RoutedRow } from '../coding/code-table.ts';
import type { CodedReport, CodingNote, Refusal } from '../coding/coded-report.ts';
import { fieldKind } from '../mappings/field-kinds.ts';
import type { Mapping } from '../mappings/mapping.ts';
import type { ExistingReports } from './existing-reports.ts';
import type { Nodes } from './node-calls.ts';
import { findLimitElsewhere } from './sharing-limits.ts';
import { type OperationOutcome as Answer, type Operation, submitOperations } from './submit-operations.ts';

/**
 * A row compared with the report at its node. `back`: an undo or a move retracted the report, and this import restores it.
 * `retracted`: the report was retracted for another reason, such as a withdrawn consent, and stays retracted.
 */
export type RowState = 'new' | 'changed' | 'same' | 'back' | 'retracted';

export type CheckedRow = RoutedRow & { readonly state: RowState; readonly notes: readonly CodingNote[] };

export type CheckResult = { readonly rows: readonly CheckedRow[]; readonly refusals: readonly Refusal[] };

export type CheckContext = {
  readonly nodes: Nodes;
  readonly mapping: Mapping;
  readonly importId: string;
  /** The organisation's reports at all nodes. */
  readonly existing: ExistingReports;
  readonly signal: AbortSignal;
  readonly onAnswer: () => void;
};

/** Maximum number of validations of a row. A node may refuse one field after another that the mapping accepts as unknown. */
const MAX_ROUNDS = 4;

/** Validates rows at their nodes, without changing anything. */
export async function checkRows(rows: readonly RoutedRow[], context: CheckContext): Promise<CheckResult> {
  const checked: CheckedRow[] = [];
  const refusals: Refusal[] = [];
  for (const [node, group] of groupByNode(rows)) {
    let pending = group;
    for (let round = 1; pending.length > 0; round += 1) {
      const again: RoutedRow[] = [];
      const answers = await validateAtNode(node, pending, context);
      for (const [index, answer] of answers.entries()) {
        const row = pending[index];
        if (row === undefined) continue;
        const verdict = judgeRow(row, answer, context.mapping, round < MAX_ROUNDS);
        if (verdict.kind === 'refused') refusals.push(...verdict.refusals);
        else if (verdict.kind === 'again') again.push(verdict.row);
        else checked.push({ ...row, state: verdict.state, notes: verdict.notes });
      }
      pending = again;
    }
  }
  return { rows: checked, refusals };
}

export function groupByNode<T extends { readonly node: NodeCountry }>(
  rows: readonly T[],
): Map<NodeCountry, T[]> {
  const groups = new Map<NodeCountry, T[]>();
  for (const row of rows) {
    const group = groups.get(row.node);
    if (group === undefined) groups.set(row.node, [row]);
    else group.push(row);
  }
  return groups;
}

/** Returns the report with the import's id and sharing limit. */
export function tagReport(
  { report }: CodedReport,
  importId: string,
  limit: SharingLimit | undefined,
): Report {
  return { ...report, importId, limit };
}

async function validateAtNode(
  node: NodeCountry,
  rows: readonly RoutedRow[],
  { nodes, importId, existing, signal, onAnswer }: CheckContext,
): Promise<Answer[]> {
  const operations = rows.map(
    (row): Operation => ({
      $case: 'submit',
      value: {
        report: tagReport(row.coded, importId, findLimitElsewhere(existing, row)),
        validateOnly: true,
      },
    }),
  );
  return submitOperations(await nodes(node), operations, { signal, onAnswer });
}

type RowVerdict =
  | { readonly kind: 'checked'; readonly state: RowState; readonly notes: readonly CodingNote[] }
  | { readonly kind: 'again'; readonly row: RoutedRow }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

function judgeRow(row: RoutedRow, answer: Answer, mapping: Mapping, mayRepeat: boolean): RowVerdict {
  const { coded } = row;
  if (answer.kind === 'accepted') {
    const { outcome, receipt } = answer.accepted;
    const state = outcome === Outcome.UNCHANGED ? 'same' : 'new';
    const nodeNotes = (receipt?.notes ?? []).map(({ field, text }) => ({
      row: coded.row,
      field: fieldsOfViolation(field, coded.fields)[0] ?? field,
      text,
    }));
    return { kind: 'checked', state, notes: [...coded.notes, ...nodeNotes] };
  }
  const { refused } = answer;
  const code = statusName(refused.code);
  if (code === 'ALREADY_EXISTS') return { kind: 'checked', state: 'changed', notes: coded.notes };
  if (code === 'FAILED_PRECONDITION') return { kind: 'checked', state: 'back', notes: coded.notes };
  const withUnknowns = mayRepeat ? replaceRefusedByUnknown(coded, refused, mapping) : undefined;
  if (withUnknowns !== undefined) return { kind: 'again', row: { ...row, coded: withUnknowns } };
  return { kind: 'refused', refusals: toRefusals(coded, refused) };
}

/**
 * Replaces refused values by unknown if the mapping accepts that. Returns undefined if the node refuses anything else.
 */
function replaceRefusedByUnknown(
  coded: CodedReport,
  refused: RefusedResult,
  mapping: Mapping,
): CodedReport | undefined {
  const fields = new Map(coded.fields);
  const notes = [...coded.notes];
  if (refused.violations.length === 0) return undefined;
  for (const { field } of refused.violations) {
    const paths = fieldsOfViolation(field, coded.fields);
    const mayBeUnknown = paths.every((path) => mapping.fields[path]?.onUnknown === 'unknown');
    if (paths.length === 0 || !mayBeUnknown) return undefined;
    for (const path of paths) {
      const kind = fieldKind(path);
      const given = fields.get(path);
      if (kind === undefined || given === undefined) continue;
      const { values } = unknownValues(kind);
      if (values.length === 0) fields.delete(path);
      else fields.set(path, { ...given, values });
      notes.push({
        row: coded.row,
        field: path,
        text: 'refused by the node, so left out or taken as unknown',
      });
    }
  }
  return { ...coded, fields, notes, report: buildReport(coded.reportId, fields) };
}

/** The refusals of a node as cells of the file. */
export function toRefusals(coded: CodedReport, { message, violations }: RefusedResult): Refusal[] {
  if (violations.length === 0)
    return [{ row: coded.row, column: '', value: coded.reportId, reason: message, nearest: [] }];
  return violations.map((violation) => toRefusal(coded, violation));
}

function toRefusal(coded: CodedReport, { field, description, candidates }: Violation): Refusal {
  const [path = ''] = fieldsOfViolation(field, coded.fields);
  const given = coded.fields.get(path);
  // The refusal of a field without a column names the field's path.
  const column = given?.column ? given.column : field;
  return { row: coded.row, column, value: given?.cell ?? '', reason: description, nearest: candidates };
}
