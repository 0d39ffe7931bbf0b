import { AuditKind } from '@waylight/contracts/audit';
import type { ExplainRequest, ExplainResponse } from '@waylight/contracts/insights';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { answer } from '../answers/answer.ts';
import { auditRead } from '../audited.ts';
import { answerContext, type InsightsContext } from '../context.ts';
import { callerOf } from './caller.ts';
import { refusal } from './refusal.ts';

export async function explain(
  context: InsightsContext,
  request: ExplainRequest,
  call: CallContext,
): Promise<ExplainResponse> {
  const { reader, party } = callerOf(context, call);
  await auditRead(context, AuditKind.TRENDS_READ, party);
  const result = answer(await answerContext(context), request.question, reader);
  switch (result.kind) {
    case 'refused':
      throw refusal(result.problems);
    case 'nearest':
      throw new RpcError(
        'FAILED_PRECONDITION',
        `no released table answers this question: ${result.nearest.why}${
          result.nearest.tableId === '' ? '' : ` The nearest is ${result.nearest.tableId}.`
        }`,
      );
    case 'answer':
      return { explanation: result.answer.explain };
    default:
      return result satisfies never;
  }
}
