import type { Registry } from '@waylight/access';
import type { TrendAnswer, TrendQuestion } from '@waylight/contracts/trends';
import { type Audience, type ReleasePlan, releasedCells } from '@waylight/disclosure-control';
import { answerFromCells, toWireQuestion } from '@waylight/trends';
import { explainPublicRecord, explainReleased, namesKosovo, roundingBaseOf } from './explain.ts';
import type { ApprovedReleases } from './is-readable.ts';
import type { ReleasedSnapshot } from './released-snapshot.ts';
import { type NoAnswer, selectSource } from './select-source.ts';

export type AnswerContext = {
  readonly snapshot: ReleasedSnapshot;
  readonly approvedReleases: ApprovedReleases;
  readonly plan: ReleasePlan;
  readonly registry: Registry;
  /** A note on where the numbers come from, such as that a trial's reports are simulated. */
  readonly notice: string | undefined;
};

export type AnswerResult = { readonly kind: 'answer'; readonly answer: TrendAnswer } | NoAnswer;

/** A question's numbers as a message: from the public record exactly, or from released tables. Nothing else is read. */
export function answer(
  context: AnswerContext,
  question: TrendQuestion | undefined,
  audience: Audience,
): AnswerResult {
  const source = selectSource(context, question, audience);
  switch (source.kind) {
    case 'public-record': {
      const { publicRecord } = context.snapshot;
      const cells = answerFromCells(source.question, publicRecord.cells);
      const explain = explainPublicRecord(context, source.question, namesKosovo(cells));
      return {
        kind: 'answer',
        answer: {
          question: toWireQuestion(source.question),
          asOf: publicRecord.asOf,
          cells,
          explanation: explain,
          roundingBase: 0,
        },
      };
    }
    case 'released': {
      const { table, releases, newest } = source;
      const cells = releases.flatMap(({ drawn }) => releasedCells(table, drawn, source.question));
      const explain = explainReleased(context, source, namesKosovo(cells));
      const asOf = newest.event.releaseId;
      return {
        kind: 'answer',
        answer: {
          question: toWireQuestion(source.question),
          asOf,
          cells,
          explanation: explain,
          roundingBase: roundingBaseOf(source),
        },
      };
    }
    default:
      return source;
  }
}
