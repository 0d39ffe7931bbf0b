import { RpcError } from '@waylight/service-kit';
import type { QuestionProblem } from '@waylight/trends';

/** Error for an invalid question, with all of its problems by field. */
export function invalidQuestionError(problems: readonly QuestionProblem[]): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'the question is not valid: see the field violations', [
    {
      type: 'badRequest',
      violations: problems.map(({ field, description }) => ({ field, description })),
    },
  ]);
}

export function invalidFieldError(field: string, description: string): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'the request is not valid: see the field violations', [
    { type: 'badRequest', violations: [{ field, description }] },
  ]);
}

/** The same error for a release that does not exist and for one that the caller may not read. */
export function releaseNotFound(): RpcError {
  return new RpcError(
    'NOT_FOUND',
    'no release with this id that you may read: the list of releases has all that you may read',
  );
}
