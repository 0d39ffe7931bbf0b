import type { Registry } from '@waylight/access';
import type { TrendAnswer, TrendQuestion } from '@waylight/contracts/trends';
import { type Audience, type ReleasePlan, releasedCells } from '@waylight/disclosure-control';
import { answerFromCells } from '@waylight/trends';
import { decide, type NoAnswer } from './decide.ts';
import { baseOf, explainPublicRecord, explainReleased, namesKosovo } from './explain.ts';
import type { Gate } from './readable.ts';
import type { View } from './view.ts';

export type AnswerContext = {
  readonly view: View;
  readonly gate: Gate;
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
  reader: Audience,
): AnswerResult {
  const decided = decide(context, question, reader);
  switch (decided.kind) {
    case 'public-record': {
      const { asked, parsed } = decided;
      const { publicRecord } = context.view;
      const cells = answerFromCells(parsed, publicRecord.cells);
      const explain = explainPublicRecord(context, parsed, namesKosovo(cells));
      return { kind: 'answer', answer: { question: asked, asOf: publicRecord.asOf, cells, explain, k: 0 } };
    }
    case 'released': {
      const { asked, question: planned, table, releases, newest } = decided;
      const cells = releases.flatMap(({ drawn }) => releasedCells(table, drawn, planned));
      const explain = explainReleased(context, decided, namesKosovo(cells));
      const asOf = newest.event.releaseId;
      return { kind: 'answer', answer: { question: asked, asOf, cells, explain, k: baseOf(decided) } };
    }
    default:
      return decided;
  }
}
