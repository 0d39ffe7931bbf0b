import { AuditKind } from '@waylight/contracts/audit';
import { type GetTrendsRequest, GetTrendsResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { answer } from '../answers/answer.ts';
import { auditRead } from '../audited.ts';
import { answerContext, type InsightsContext } from '../context.ts';
import { callerOf } from './caller.ts';
import { refusal } from './refusal.ts';

export async function getTrends(
  context: InsightsContext,
  request: GetTrendsRequest,
  call: CallContext,
): Promise<GetTrendsResponse> {
  const { reader, party } = callerOf(context, call);
  await auditRead(context, AuditKind.TRENDS_READ, party);
  const result = answer(await answerContext(context), request.question, reader);
  switch (result.kind) {
    case 'refused':
      throw refusal(result.problems);
    case 'nearest':
      return GetTrendsResponse.fromPartial({ result: { $case: 'nearest', value: result.nearest } });
    case 'answer':
      return GetTrendsResponse.fromPartial({ result: { $case: 'answer', value: result.answer } });
    default:
      return result satisfies never;
  }
}
