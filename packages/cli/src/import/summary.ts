import type { ImportSummary, NoteCount, Refusal, UndoSummary } from '@waylight/import';
import { fieldName } from '@waylight/import/field-kinds';
import { escapeControls } from '../terminal/escape-controls.ts';

const MAX_ROWS_SHOWN = 5;
const MAX_REFUSALS_SHOWN = 100;
const MAX_SHEETS_SHOWN = 20;

/** The lines that describe what an import did, or in a dry run would do. */
export function summaryLines(
  summary: ImportSummary,
  how: { readonly dryRun: boolean; readonly undoFlags: string },
): string[] {
  const { states, moved, refusedRows, refusals, notes, leftBehind, unreadSheets, importId } = summary;
  const isNothingSent = how.dryRun || (refusedRows > 0 && summary.sent === 0);
  const parts = [
    `${states.new} new`,
    `${states.changed} changed`,
    `${states.same} the same`,
    ...(states.back > 0 ? [`${states.back} restored after an undo or a move`] : []),
    ...(states.retracted > 0 ? [`${states.retracted} already retracted, not restored`] : []),
    ...(refusedRows > 0 ? [`${refusedRows} refused`] : []),
  ];
  return [
    `${parts.join(', ')}${isNothingSent ? ' (nothing was sent)' : ''}`,
    ...(moved > 0
      ? [`${formatRowCount(moved)} ${isNothingSent ? 'would move' : 'moved'} here from another node`]
      : []),
    ...refusalLines(refusals),
    ...notes.map(noteLine),
    ...(leftBehind.length > 0 ? [`not sent: ${leftBehind.join(', ')}`] : []),
    ...unreadSheetLines(unreadSheets),
    ...(summary.attribution === undefined ? [] : [`source: ${summary.attribution}`]),
    ...(isNothingSent
      ? []
      : [`import ${importId} (undo it with: waylight import --undo ${importId}${how.undoFlags})`]),
  ].map(escapeControls);
}

function unreadSheetLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > MAX_SHEETS_SHOWN ? ` and ${names.length - MAX_SHEETS_SHOWN} more` : '';
  return [
    `sheets not read: ${names.slice(0, MAX_SHEETS_SHOWN).join(', ')}${more}; an import reads one sheet, which a mapping names by file › sheet`,
  ];
}

function noteLine({ field, text, rows }: NoteCount): string {
  const where = rows.length <= MAX_ROWS_SHOWN ? ` (row ${rows.join(', ')})` : '';
  return `${fieldName(field)} ${text}: ${formatRowCount(rows.length)}${where}`;
}

function refusalLines(refusals: readonly Refusal[]): string[] {
  const shown = refusals.slice(0, MAX_REFUSALS_SHOWN).map(refusalLine);
  const more = refusals.length - shown.length;
  return more > 0 ? [...shown, `… and ${more} more; --json lists all`] : shown;
}

function refusalLine({ row, column, value, reason, nearest }: Refusal): string {
  const cell = column === '' ? '' : `, ${column}`;
  const shownValue = value !== '' ? ` "${value}"` : column === '' ? '' : ' (blank)';
  const hint = nearest.length === 0 ? '' : `; nearest: ${nearest.join(', ')}`;
  return `refused: row ${row}${cell}${shownValue}: ${reason}${hint}`;
}

function formatRowCount(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

export function undoLines({
  importId,
  retracted,
  alreadyRetracted,
  existedBefore,
  refused,
}: UndoSummary): string[] {
  const ids = existedBefore.map(({ reportId, node }) => `${reportId} (${node})`);
  const nothing = retracted + alreadyRetracted + existedBefore.length === 0;
  return [
    nothing
      ? `no node has a report of the import ${importId}`
      : `${retracted} retracted${alreadyRetracted > 0 ? `, ${alreadyRetracted} were retracted before` : ''}`,
    ...(ids.length > 0 ? [`existed before the import, not changed: ${ids.join(', ')}`] : []),
    ...refused.map(({ reportId, node, reason }) => `not retracted: ${reportId} (${node}): ${reason}`),
  ].map(escapeControls);
}
