import { RpcError } from '@waylight/service-kit';
import type { QuestionProblem } from '@waylight/trends';

/** A question that cannot be asked, with every problem by its field. */
export function invalidQuestionError(problems: readonly QuestionProblem[]): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'the question is not valid: see the field violations', [
    {
      type: 'badRequest',
      violations: problems.map(({ field, description }) => ({ field, description })),
    },
  ]);
}
