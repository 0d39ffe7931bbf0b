import { Buffer } from 'node:buffer';
import type { TrendAnswer, TrendCell, TrendQuestion } from '@waylight/contracts/trends';
import { type Audience, releasedCells } from '@waylight/disclosure-control';
import { answerFrame, answerFromCells, cellsJson, type Question, toWireQuestion } from '@waylight/trends';
import type { AnswerContext } from './answer.ts';
import { explainPublicRecord, explainReleased, namesKosovo, roundingBaseOf } from './explain.ts';
import type { AnswerPiece } from './piece-cache.ts';
import { type NoAnswer, selectSource } from './select-source.ts';

/** The document in parts, to be sent one after the other. Some are kept: they are to be read only. */
export type BodyResult = { readonly kind: 'body'; readonly parts: readonly Uint8Array[] } | NoAnswer;

/**
 * The same answer as `answer` gives, as the UTF-8 of its JSON document. The cells of one release, or of one public record,
 * are written once for each shape of question: neither ever changes, and no more goes into that text. Which of them a
 * reader is answered from is decided each time, and so is all that stands around the cells.
 */
export function answerBody(
  context: AnswerContext,
  question: TrendQuestion | undefined,
  audience: Audience,
): BodyResult {
  const source = selectSource(context, question, audience);
  const { publicRecord, pieceCache } = context.snapshot;
  switch (source.kind) {
    case 'public-record': {
      const { question: parsed } = source;
      const piece = pieceCache.getOrCreate(publicRecord, shapeOfRecord(parsed), () =>
        createPiece(parsed.by, answerFromCells(parsed, publicRecord.cells)),
      );
      const explanation = explainPublicRecord(context, parsed, piece.namesKosovo);
      return bodyOf(
        { question: toWireQuestion(parsed), asOf: publicRecord.asOf, explanation, roundingBase: 0 },
        [piece],
      );
    }
    case 'released': {
      const { question: parsed, table, releases, newest } = source;
      const shape = shapeOfReleased(table.id, parsed);
      const pieces = releases.map(({ drawn }) =>
        pieceCache.getOrCreate(drawn, shape, () =>
          createPiece(parsed.by, releasedCells(table, drawn, parsed)),
        ),
      );
      const named = pieces.some((piece) => piece.namesKosovo);
      const explanation = explainReleased(context, source, named);
      const asOf = newest.event.releaseId;
      return bodyOf(
        { question: toWireQuestion(parsed), asOf, explanation, roundingBase: roundingBaseOf(source) },
        pieces,
      );
    }
    default:
      return source;
  }
}

/** Each with the comma that parts it from what stands before: the first piece of an answer goes without. */
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

/** All that the cells of one release depend on beside the release: not the bounds, and nothing of the reader. */
function shapeOfReleased(tableId: string, { unit, by, filters }: Question): string {
  return JSON.stringify(['released', tableId, unit, by, sortFilters(filters)]);
}

/** All that the cells of a question to the public record depend on beside the record. */
function shapeOfRecord({ unit, by, period, from, to, filters }: Question): string {
  return JSON.stringify(['public-record', unit, by, period, from, to, sortFilters(filters)]);
}

/** Filters in one order, and their values too: neither changes what passes. */
function sortFilters(filters: Question['filters']): readonly (readonly [string, readonly string[]])[] {
  return filters
    .map(({ dimension, values }) => [dimension, [...new Set(values)].sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
