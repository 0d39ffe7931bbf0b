import type { ReviseActivityRequest, ReviseActivityResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { authorizeWrite } from './authorize.ts';
import { toRpcError } from './refusals.ts';
import { writeActivity } from './write-activity.ts';
import { checkBaseRevision } from './write-report.ts';

export function reviseActivity(
  ctx: NodeContext,
): UnaryHandler<ReviseActivityRequest, ReviseActivityResponse> {
  return async ({ activity, baseRevision, validateOnly }, call) => {
    const organisation = authorizeWrite(ctx, call);
    const violations = checkBaseRevision(baseRevision);
    const written = await writeActivity(ctx, organisation, activity, validateOnly, violations, (digest) => ({
      kind: 'revise',
      digest,
      base: baseRevision,
    }));
    if (written.kind === 'refused') throw toRpcError(written);
    return { receipt: written.receipt, outcome: written.outcome };
  };
}
