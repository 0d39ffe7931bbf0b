import type { Registry } from '@waylight/access';
import type { TrendAnswer, TrendCell, TrendQuestion } from '@waylight/contracts/trends';
import { type Audience, type ReleasePlan, releasedCells } from '@waylight/disclosure-control';
import { answerFromCells, toWireQuestion } from '@waylight/trends';
import { explainPublicRecord, explainReleased, namesKosovo, roundingBaseOf } from './explain.ts';
import type { ApprovedReleases } from './is-readable.ts';
import { describeCells } from './released-cell.ts';
import type { ReleasedSnapshot } from './released-snapshot.ts';
import { reportingFor } from './reporting.ts';
import {
  type NoAnswer,
  type PublicRecordSource,
  type ReleasedSource,
  selectSource,
} from './select-source.ts';

export type AnswerContext = {
  readonly snapshot: ReleasedSnapshot;
  readonly approvedReleases: ApprovedReleases;
  readonly plan: ReleasePlan;
  readonly registry: Registry;
  /** A note on the origin of the numbers, such as that a trial's reports are simulated. */
  readonly notice: string | undefined;
};

export type AnswerResult = { readonly kind: 'answer'; readonly answer: TrendAnswer } | NoAnswer;

/** Answers a question from the public record (exact) or released tables (rounded). `answerBody` returns the answer as JSON. */
export function answer(
  context: AnswerContext,
  question: TrendQuestion | undefined,
  audience: Audience,
): AnswerResult {
  const source = selectSource(context, question, audience);
  if (source.kind === 'nearest-table' || source.kind === 'refused') return source;
  const cells = cellParts(context, source, audience).flatMap((part) => part.cells());
  return { kind: 'answer', answer: { ...answerWithoutCells(context, source, namesKosovo(cells)), cells } };
}

/** The cells of an answer from one immutable object: a release, or the public record. */
export type CellPart = {
  readonly source: object;
  /** Everything that the cells depend on besides source and question. */
  readonly dependsOn: string;
  readonly cells: () => readonly TrendCell[];
};

export function cellParts(
  { snapshot }: AnswerContext,
  source: PublicRecordSource | ReleasedSource,
  audience: Audience,
): readonly CellPart[] {
  if (source.kind === 'public-record') {
    const { publicRecord } = snapshot;
    const cells = () => answerFromCells(source.question, publicRecord.cells);
    return [{ source: publicRecord, dependsOn: '', cells }];
  }
  const { table, question, releases } = source;
  const reportingOf = reportingFor(snapshot, audience);
  return releases.map(({ drawn }) => {
    const reporting = reportingOf(drawn.period);
    return {
      source: drawn,
      dependsOn: reporting?.key ?? '',
      cells: () => describeCells(releasedCells(table, drawn, question), { question, drawn, reporting }),
    };
  });
}

export function answerWithoutCells(
  context: AnswerContext,
  source: PublicRecordSource | ReleasedSource,
  hasKosovo: boolean,
): Omit<TrendAnswer, 'cells'> {
  const question = toWireQuestion(source.question);
  if (source.kind === 'public-record')
    return {
      question,
      asOf: context.snapshot.publicRecord.asOf,
      explanation: explainPublicRecord(context, source.question, hasKosovo),
      roundingBase: 0,
    };
  return {
    question,
    asOf: source.newest.event.releaseId,
    explanation: explainReleased(context, source, hasKosovo),
    roundingBase: roundingBaseOf(source),
  };
}
