import { Layer } from '@waylight/contracts/incident';
import {
  Dimension,
  Explanation,
  type ExplanationMessage,
  ExplanationMessages,
  PeriodKind,
  type TrendAnswer,
  type TrendQuestion,
  Unit,
} from '@waylight/contracts/trends';

/** What questions are called on the command line, over HTTP and in release plans. */
export const DIMENSION_NAMES = {
  period: Dimension.PERIOD,
  country: Dimension.COUNTRY,
  area: Dimension.AREA,
  segment: Dimension.SEGMENT,
  type: Dimension.TYPE,
  typeGroup: Dimension.TYPE_GROUP,
  cause: Dimension.CAUSE,
  perpetrator: Dimension.PERPETRATOR,
  method: Dimension.METHOD,
  personGroup: Dimension.PERSON_GROUP,
  originRegion: Dimension.ORIGIN_REGION,
  shareWith: Dimension.SHARE_WITH,
  groupSize: Dimension.GROUP_SIZE,
  service: Dimension.SERVICE,
  exactType: Dimension.EXACT_TYPE,
  sourceQuality: Dimension.SOURCE_QUALITY,
  placePrecision: Dimension.PLACE_PRECISION,
} as const satisfies Record<string, Dimension>;

/** What is told apart of the public record alone: cells of reports do not hold it, so that no question can bring it out. */
export const PUBLIC_RECORD_DIMENSIONS: ReadonlySet<Dimension> = new Set([
  Dimension.SOURCE_QUALITY,
  Dimension.PLACE_PRECISION,
]);

export const UNIT_NAMES = {
  reports: Unit.REPORTS,
  incidents: Unit.INCIDENTS,
  victims: Unit.VICTIMS,
} as const satisfies Record<string, Unit>;

export const PERIOD_NAMES = {
  week: PeriodKind.WEEK,
  month: PeriodKind.MONTH,
  quarter: PeriodKind.QUARTER,
  year: PeriodKind.YEAR,
} as const satisfies Record<string, PeriodKind>;

export const LAYER_NAMES = {
  reports: Layer.REPORTS,
  'public-record': Layer.PUBLIC_RECORD,
} as const satisfies Record<string, Layer>;

export type DimensionName = keyof typeof DIMENSION_NAMES;
export type UnitName = keyof typeof UNIT_NAMES;
export type PeriodName = keyof typeof PERIOD_NAMES;
export type LayerName = keyof typeof LAYER_NAMES;

/** The name of a code; undefined for one that has none. */
export function nameOf<Name extends string>(
  names: Readonly<Record<Name, number>>,
  code: number,
): Name | undefined {
  for (const name in names) if (names[name] === code) return name;
  return undefined;
}

export type NamedQuestion = {
  readonly layer: string;
  readonly unit: string;
  readonly by: readonly string[];
  readonly period?: PeriodName;
  readonly from?: string;
  readonly to?: string;
};

export function toNamedQuestion(question: TrendQuestion): NamedQuestion {
  const period = nameOf(PERIOD_NAMES, question.period);
  return {
    layer: nameOf(LAYER_NAMES, question.layer) ?? 'unknown',
    unit: nameOf(UNIT_NAMES, question.unit) ?? 'incidents',
    by: question.by.map((dimension) => nameOf(DIMENSION_NAMES, dimension) ?? 'unknown'),
    ...(period === undefined ? {} : { period }),
    ...(question.from === '' ? {} : { from: question.from }),
    ...(question.to === '' ? {} : { to: question.to }),
  };
}

export type AnswerDocument = NamedQuestion & {
  readonly asOf: string;
  /** Of rounded numbers: each is a multiple of k and less than k from the truth. None where they are exact. */
  readonly k?: number;
  readonly cells: readonly Readonly<Record<string, string | number>>[];
  readonly explain: {
    readonly unit: string;
    readonly source: string;
    readonly rounding: string;
    readonly method: string;
    readonly attribution: readonly string[];
    readonly footnotes: readonly string[];
    /** Unit, source, rounding and method sentence by sentence. */
    readonly sentences: ReturnType<typeof sentencesDocument>;
  };
};

/** An answer as a JSON document: one object per cell, with the dimensions by name and `value`. */
export function answerDocument(answer: TrendAnswer): AnswerDocument {
  if (answer.question === undefined) throw new TypeError('an answer names its question');
  const question = toNamedQuestion(answer.question);
  const explain = answer.explanation;
  return {
    ...question,
    asOf: answer.asOf,
    ...(answer.roundingBase > 0 ? { k: answer.roundingBase } : {}),
    cells: answer.cells.map((cell) => ({
      ...Object.fromEntries(question.by.map((name, i) => [name, cell.coordinates[i] ?? 'unknown'])),
      value: cell.value,
    })),
    explain: explanationDocument(explain),
  };
}

/** What is said with an answer, as its document has it: field by field, because a message has more than that. */
export function explanationDocument(explain: Explanation | undefined) {
  const { unit, source, rounding, method, attribution, footnotes, messages } =
    explain ?? Explanation.fromPartial({});
  return {
    ...{ unit, source, rounding, method, attribution, footnotes },
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
