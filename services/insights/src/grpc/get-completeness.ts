import { principalOf } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import type { GetCompletenessRequest, GetCompletenessResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { answerCompleteness } from '../answers/completeness.ts';
import { auditRead } from '../audit-access.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import { callerOf } from './caller-of.ts';
import { invalidQuestionError } from './errors.ts';

export async function getCompleteness(
  context: InsightsContext,
  request: GetCompletenessRequest,
  call: CallContext,
): Promise<GetCompletenessResponse> {
  const { audience, actor } = callerOf(principalOf(call));
  await auditRead(context, AuditKind.TRENDS_READ, actor);
  const result = answerCompleteness(await loadAnswerContext(context), request, audience, context.now());
  switch (result.kind) {
    case 'refused':
      throw invalidQuestionError(result.problems);
    case 'answer':
      return result.answer;
    default:
      return result satisfies never;
  }
}
