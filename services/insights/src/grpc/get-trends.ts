import { principalOf } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import { type GetTrendsRequest, GetTrendsResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { answer } from '../answers/answer.ts';
import { auditRead } from '../audit-access.ts';
import { type InsightsContext, loadAnswerContext, nextNumbers } from '../context.ts';
import { callerOf } from './caller-of.ts';
import { invalidQuestionError } from './errors.ts';

export async function getTrends(
  context: InsightsContext,
  request: GetTrendsRequest,
  call: CallContext,
): Promise<GetTrendsResponse> {
  const { audience, actor } = callerOf(principalOf(call));
  await auditRead(context, AuditKind.TRENDS_READ, actor);
  const result = answer(await loadAnswerContext(context), request.question, audience);
  switch (result.kind) {
    case 'refused':
      throw invalidQuestionError(result.problems);
    case 'nearest-table':
      return GetTrendsResponse.fromPartial({
        result: { $case: 'nearest', value: result.nearest },
        next: nextNumbers(context, audience),
      });
    case 'answer':
      return GetTrendsResponse.fromPartial({ result: { $case: 'answer', value: result.answer } });
    default:
      return result satisfies never;
  }
}
