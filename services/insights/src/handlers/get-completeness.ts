import { AuditKind } from '@waylight/contracts/audit';
import type { GetCompletenessRequest, GetCompletenessResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { completeness } from '../answers/completeness.ts';
import { auditRead } from '../audited.ts';
import { answerContext, type InsightsContext } from '../context.ts';
import { callerOf } from './caller.ts';
import { refusal } from './refusal.ts';

export async function getCompleteness(
  context: InsightsContext,
  request: GetCompletenessRequest,
  call: CallContext,
): Promise<GetCompletenessResponse> {
  const { reader, party } = callerOf(context, call);
  await auditRead(context, AuditKind.TRENDS_READ, party);
  const result = completeness(await answerContext(context), request, reader);
  switch (result.kind) {
    case 'refused':
      throw refusal(result.problems);
    case 'answer':
      return result.answer;
    default:
      return result satisfies never;
  }
}
