import { Buffer } from 'node:buffer';
import type { TrendAnswer, TrendCell, TrendQuestion } from '@waylight/contracts/trends';
import type { Audience } from '@waylight/disclosure-control';
import { answerFrame, cellsJson, type Question } from '@waylight/trends';
import { type AnswerContext, answerWithoutCells, cellParts } from './answer.ts';
import { namesKosovo } from './explain.ts';
import type { AnswerPiece } from './piece-cache.ts';
import { type NoAnswer, selectSource } from './select-source.ts';

/** The document in parts, to be sent in order. Do not change the parts, because some are cached. */
export type BodyResult = { readonly kind: 'body'; readonly parts: readonly Uint8Array[] } | NoAnswer;

/**
 * The result of `answer` as a JSON document in UTF-8. The cells of a release or public record are serialised once for each
 * shape of question and what the reader may know of reporting: the cells never change. The choice of the source and the text
 * around the cells are made for each request.
 */
export function answerBody(
  context: AnswerContext,
  question: TrendQuestion | undefined,
  audience: Audience,
): BodyResult {
  const source = selectSource(context, question, audience);
  if (source.kind === 'nearest-table' || source.kind === 'refused') return source;
  const { question: parsed } = source;
  const shape =
    source.kind === 'public-record' ? shapeOfRecord(parsed) : shapeOfReleased(source.table.id, parsed);
  const pieces = cellParts(context, source, audience).map((part) =>
    context.snapshot.pieceCache.getOrCreate(part.source, `${shape}${part.dependsOn}`, () =>
      createPiece(parsed.by, part.cells()),
    ),
  );
  const hasKosovo = pieces.some((piece) => piece.namesKosovo);
  return bodyOf(answerWithoutCells(context, source, hasKosovo), pieces);
}

/** Each text begins with the comma after the previous piece. The first piece of an answer is sent without this comma. */
function createPiece(by: readonly string[], cells: readonly TrendCell[]): AnswerPiece {
  return {
    text: Buffer.from(cells.length === 0 ? '' : `,${cellsJson(by, cells)}`),
    namesKosovo: namesKosovo(cells),
  };
}

function bodyOf(answer: Omit<TrendAnswer, 'cells'>, pieces: readonly AnswerPiece[]): BodyResult {
  const { before, after } = answerFrame(answer);
  const [first, ...others] = pieces.map(({ text }) => text).filter((text) => text.length > 0);
  const cells = first === undefined ? [] : [first.subarray(1), ...others];
  return { kind: 'body', parts: [Buffer.from(before), ...cells, Buffer.from(after)] };
}

/** All properties of a question that the text of a release's cells depends on. Bounds and reader do not affect it. */
function shapeOfReleased(tableId: string, { unit, by, filters }: Question): string {
  return JSON.stringify(['released', tableId, unit, by, sortFilters(filters)]);
}

/** All properties of a question that the text of the public record's cells depends on. */
function shapeOfRecord({ unit, by, period, from, to, filters }: Question): string {
  return JSON.stringify(['public-record', unit, by, period, from, to, sortFilters(filters)]);
}

/** Sorts filters and their values, because their order does not change the result. */
function sortFilters(filters: Question['filters']): readonly (readonly [string, readonly string[]])[] {
  return filters
    .map(({ dimension, values }) => [dimension, [...new Set(values)].sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
