import type { SubmitActivityRequest, SubmitActivityResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { authorizeWrite } from './authorize.ts';
import { toRpcError } from './refusals.ts';
import { writeActivity } from './write-activity.ts';

export function submitActivity(
  ctx: NodeContext,
): UnaryHandler<SubmitActivityRequest, SubmitActivityResponse> {
  return async ({ activity, validateOnly }, call) => {
    const organisation = authorizeWrite(ctx, call);
    const written = await writeActivity(ctx, organisation, activity, validateOnly, [], (digest) => ({
      kind: 'submit',
      digest,
    }));
    if (written.kind === 'refused') throw toRpcError(written);
    return { receipt: written.receipt, outcome: written.outcome };
  };
}
