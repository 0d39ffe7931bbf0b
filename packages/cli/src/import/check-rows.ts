import { status } from '@grpc/grpc-js';
import type { NodeCountry } from '@waylight/contracts';
import {
  Outcome,
  type Refused,
  type Report,
  type SharingLimit,
  type Violation,
} from '@waylight/contracts/intake';
import { fieldKind } from '../mappings/field-kinds.ts';
import type { Mapping } from '../mappings/mapping.ts';
import { buildReport, fieldsOfViolation } from './build-report.ts';
import { unknownOf } from './code-field.ts';
import type { Routed } from './code-table.ts';
import type { CodedReport, CodingNote, Refusal } from './coded.ts';
import { type Outcome as Answer, exchange, type Operation } from './exchange.ts';
import type { Known } from './known.ts';
import { limitElsewhere } from './limits.ts';
import type { Nodes } from './node-calls.ts';

/**
 * How a row stands to what its node has. `back` was retracted by an undo or a move and comes back; `retracted` was
 * retracted by somebody for a reason, such as a consent that was withdrawn, and stays so.
 */
export type RowState = 'new' | 'changed' | 'same' | 'back' | 'retracted';

export type CheckedRow = Routed & { readonly state: RowState; readonly notes: readonly CodingNote[] };

export type Checked = { readonly rows: readonly CheckedRow[]; readonly refusals: readonly Refusal[] };

export type CheckContext = {
  readonly nodes: Nodes;
  readonly mapping: Mapping;
  readonly importId: string;
  /** What every node has of these reports. */
  readonly known: Known;
  readonly signal: AbortSignal;
  readonly onAnswer: () => void;
};

/** Fields that the mapping takes as unknown may be refused one after the other. */
const MOST_ROUNDS = 4;

/** Asks each node what it would do with its rows. Nothing changes there. */
export async function checkRows(rows: readonly Routed[], context: CheckContext): Promise<Checked> {
  const checked: CheckedRow[] = [];
  const refusals: Refusal[] = [];
  for (const [node, group] of byNode(rows)) {
    let left = group;
    for (let round = 1; left.length > 0; round += 1) {
      const again: Routed[] = [];
      const answers = await ask(node, left, context);
      for (const [index, answer] of answers.entries()) {
        const row = left[index];
        if (row === undefined) continue;
        const judged = judge(row, answer, context.mapping, round < MOST_ROUNDS);
        if (judged.kind === 'refused') refusals.push(...judged.refusals);
        else if (judged.kind === 'again') again.push(judged.row);
        else checked.push({ ...row, state: judged.state, notes: judged.notes });
      }
      left = again;
    }
  }
  return { rows: checked, refusals };
}

export function byNode<T extends { readonly node: NodeCountry }>(rows: readonly T[]): Map<NodeCountry, T[]> {
  const groups = new Map<NodeCountry, T[]>();
  for (const row of rows) {
    const group = groups.get(row.node);
    if (group === undefined) groups.set(row.node, [row]);
    else group.push(row);
  }
  return groups;
}

/** The row's report as this import sends it. */
export function tagged({ report }: CodedReport, importId: string, limit: SharingLimit | undefined): Report {
  return { ...report, importId, limit };
}

async function ask(
  node: NodeCountry,
  rows: readonly Routed[],
  { nodes, importId, known, signal, onAnswer }: CheckContext,
): Promise<Answer[]> {
  const operations = rows.map(
    (row): Operation => ({
      $case: 'submit',
      value: {
        report: tagged(row.coded, importId, limitElsewhere(known, row)),
        validateOnly: true,
      },
    }),
  );
  return exchange(await nodes(node), operations, { signal, onAnswer });
}

type Judged =
  | { readonly kind: 'checked'; readonly state: RowState; readonly notes: readonly CodingNote[] }
  | { readonly kind: 'again'; readonly row: Routed }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

function judge(row: Routed, answer: Answer, mapping: Mapping, mayRepeat: boolean): Judged {
  const { coded } = row;
  if (answer.kind === 'accepted') {
    const { outcome, receipt } = answer.accepted;
    const state = outcome === Outcome.UNCHANGED ? 'same' : 'new';
    const ofNode = (receipt?.notes ?? []).map(({ field, text }) => ({
      row: coded.row,
      field: fieldsOfViolation(field, coded.fields)[0] ?? field,
      text,
    }));
    return { kind: 'checked', state, notes: [...coded.notes, ...ofNode] };
  }
  const { refused } = answer;
  if (refused.code === status.ALREADY_EXISTS)
    return { kind: 'checked', state: 'changed', notes: coded.notes };
  if (refused.code === status.FAILED_PRECONDITION)
    return { kind: 'checked', state: 'back', notes: coded.notes };
  const milder = mayRepeat ? withoutRefused(coded, refused, mapping) : undefined;
  if (milder !== undefined) return { kind: 'again', row: { ...row, coded: milder } };
  return { kind: 'refused', refusals: refusalsOf(coded, refused) };
}

/**
 * The row with unknown in place of what the node refuses, where the mapping takes that as unknown; undefined where
 * something else is refused too.
 */
function withoutRefused(coded: CodedReport, refused: Refused, mapping: Mapping): CodedReport | undefined {
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
      const { values } = unknownOf(kind);
      if (values.length === 0) fields.delete(path);
      else fields.set(path, { ...given, values });
      notes.push({ row: coded.row, field: path, text: 'refused by the node, left out or taken as unknown' });
    }
  }
  return { ...coded, fields, notes, report: buildReport(coded.reportId, fields) };
}

/** What a node refuses, as cells of the file. */
export function refusalsOf(coded: CodedReport, { message, violations }: Refused): Refusal[] {
  if (violations.length === 0)
    return [{ row: coded.row, column: '', value: coded.reportId, reason: message, nearest: [] }];
  return violations.map((violation) => cellOf(coded, violation));
}

function cellOf(coded: CodedReport, { field, description, candidates }: Violation): Refusal {
  const [path = ''] = fieldsOfViolation(field, coded.fields);
  const given = coded.fields.get(path);
  // A field without a column of its own is named by its path.
  const column = given?.column ? given.column : field;
  return { row: coded.row, column, value: given?.cell ?? '', reason: description, nearest: candidates };
}
