import { principalOf } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import type { ExplainRequest, ExplainResponse } from '@waylight/contracts/insights';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { answer } from '../answers/answer.ts';
import { auditRead } from '../audit-access.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import { callerOf } from './caller-of.ts';
import { invalidQuestionError } from './errors.ts';

export async function explain(
  context: InsightsContext,
  request: ExplainRequest,
  call: CallContext,
): Promise<ExplainResponse> {
  const { audience, actor } = callerOf(principalOf(call));
  await auditRead(context, AuditKind.TRENDS_READ, actor);
  const result = answer(await loadAnswerContext(context), request.question, audience);
  switch (result.kind) {
    case 'refused':
      throw invalidQuestionError(result.problems);
    case 'nearest-table':
      throw new RpcError(
        'FAILED_PRECONDITION',
        `no released table answers this question: ${result.nearest.why}${
          result.nearest.tableId === '' ? '' : ` The nearest is ${result.nearest.tableId}.`
        }`,
      );
    case 'answer':
      return { explanation: result.answer.explanation };
    default:
      return result satisfies never;
  }
}
