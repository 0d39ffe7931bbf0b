import type { PeriodKind } from '@waylight/calendar';
import {
  Explanation,
  type ExplanationMessage,
  ExplanationMessages,
  type TrendAnswer,
  type TrendCell,
  type TrendQuestion,
} from '@waylight/contracts/trends';
import { dimensionByNumber } from './dimensions.ts';
import { LAYER_NAMES, nameOf, PERIOD_NAMES, reportingNames, UNIT_NAMES } from './names.ts';

export type AnswerDocument = {
  readonly layer: string;
  readonly unit: string;
  readonly by: readonly string[];
  readonly period?: PeriodKind;
  readonly from?: string;
  readonly to?: string;
  readonly asOf: string;
  /** Rounding base: each value is a multiple of k and less than k from the number reported. Absent for exact values. */
  readonly k?: number;
  readonly cells: readonly Readonly<Record<string, string | number>>[];
  readonly explain: ReturnType<typeof explanationDocument>;
};

/** Converts an answer to a JSON document: one object for each cell, with its dimensions by name, and its numbers. */
export function answerDocument(answer: TrendAnswer): AnswerDocument {
  if (answer.question === undefined) throw new TypeError('the answer has no question');
  const question = questionDocument(answer.question);
  return {
    ...question,
    asOf: answer.asOf,
    ...(answer.roundingBase > 0 ? { k: answer.roundingBase } : {}),
    cells: answer.cells.map((cell) => ({
      ...Object.fromEntries(question.by.map((name, i) => [name, cell.coordinates[i] ?? 'unknown'])),
      ...cellNumbers(cell),
    })),
    explain: explanationDocument(answer.explanation),
  };
}

/** Value of a cell, with bounds, reporting and pooled codes where the cell has them. */
const cellNumbers = ({
  value,
  min,
  max,
  pooled,
  ...reporting
}: TrendCell): Record<string, string | number> => ({
  value,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  ...reportingNames(reporting),
  ...(pooled.length === 0 ? {} : { pooled: pooled.join(' ') }),
});

/**
 * Converts a question to the form in which answers repeat it, with names instead of numbers. Numbers that only a newer program
 * knows become "unknown".
 */
export function questionDocument({ layer, unit, by, period, from, to }: TrendQuestion) {
  const periodName = nameOf(PERIOD_NAMES, period);
  return {
    layer: nameOf(LAYER_NAMES, layer) ?? 'unknown',
    unit: nameOf(UNIT_NAMES, unit) ?? 'incidents',
    by: by.map((dimension): string => dimensionByNumber(dimension) ?? 'unknown'),
    ...(periodName === undefined ? {} : { period: periodName }),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
  };
}

/** Copies field by field, because a message has more properties than its document. */
export function explanationDocument(explanation: Explanation | undefined) {
  const { unit, source, rounding, method, attribution, footnotes, messages } =
    explanation ?? Explanation.fromPartial({});
  return {
    unit,
    source,
    rounding,
    method,
    attribution,
    footnotes,
    sentences: sentencesDocument(messages ?? ExplanationMessages.fromPartial({})),
  };
}

function sentencesDocument({ unit, source, rounding, method }: ExplanationMessages) {
  const toDocuments = (sentences: readonly ExplanationMessage[]) =>
    sentences.map(({ code, args }) => ({ code, args }));
  return {
    unit: toDocuments(unit),
    source: toDocuments(source),
    rounding: toDocuments(rounding),
    method: toDocuments(method),
  };
}

/** The JSON of an answer's document before its cells and after them. */
export type AnswerFrame = { readonly before: string; readonly after: string };

/**
 * Returns the frame of an answer. Frame and cells together equal `JSON.stringify(answerDocument(answer))`, character by character.
 * They do not need an object for each of thousands of cells, and their pieces can be cached.
 */
export function answerFrame(answer: Omit<TrendAnswer, 'cells'>): AnswerFrame {
  const { cells: _none, explain, ...head } = answerDocument({ ...answer, cells: [] });
  return {
    before: `${JSON.stringify(head).slice(0, -1)},"cells":[`,
    after: `],"explain":${JSON.stringify(explain)}}`,
  };
}

/**
 * Returns the JSON of cells, separated by commas. `by` names the dimensions of their coordinates. Cells share the same few codes
 * and periods, so each code or period is quoted only once.
 */
export function cellsJson(by: readonly string[], cells: readonly TrendCell[]): string {
  const names = by.map((name) => `${JSON.stringify(name)}:`);
  const quoted = new Map<string, string>();
  const quote = (value: string): string => {
    let text = quoted.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      quoted.set(value, text);
    }
    return text;
  };
  let text = '';
  for (const cell of cells) {
    text += text === '' ? '{' : ',{';
    for (let i = 0; i < names.length; i++) text += `${names[i]}${quote(cell.coordinates[i] ?? 'unknown')},`;
    text += JSON.stringify(cellNumbers(cell)).slice(1);
  }
  return text;
}
