import { type ApprovalCommand, approvalStateOf } from '@waylight/disclosure-control';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { CallerWithAccess } from '../accounts/caller.ts';
import { getApprovalStates } from '../approvals/approval-states.ts';
import { isInvalidArgument, NO_APPROVAL_NEEDED, REFUSAL_MESSAGES } from '../approvals/refusal-messages.ts';
import { type Refused, runApprovalCommand } from '../approvals/run-approval-command.ts';
import type { InsightsContext } from '../context.ts';
import {
  approvalBody,
  approvalSchema,
  approvalsSchema,
  approveSchema,
  commandAnswerSchema,
  delegateSchema,
  delegationsBody,
  delegationsSchema,
  objectSchema,
  withdrawSchema,
} from './approval-schemas.ts';
import { APPROVAL_RESPONSES, releaseNotFound } from './problem-responses.ts';
import { releaseIdSchema } from './release-schemas.ts';

const PATH = '/v1/releases/:id/approval';

/** Approvals of releases to authorities and the public, for members who have signed in. */
export function approvalRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  callerOf: (request: FastifyRequest) => CallerWithAccess,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/v1/approvals',
    {
      schema: {
        summary:
          'States of all approvals, delegations, and the members to delegate to; empty for other callers',
        response: { 200: approvalsSchema, ...APPROVAL_RESPONSES },
      },
    },
    async (request) => {
      const result = await getApprovalStates(context, callerOf(request), undefined);
      if (result.kind === 'not-found') return { approvals: [], delegations: [], members: [] };
      if (result.kind !== 'states') throw toHttpProblem(result);
      return {
        approvals: result.states.map(approvalBody),
        delegations: delegationsBody(result.delegations),
        members: [...result.members],
      };
    },
  );
  typed.post(
    '/v1/approvals/delegations',
    {
      schema: {
        summary: 'Delegates approvals to another member, or revokes a delegation',
        body: delegateSchema,
        response: { 200: delegationsSchema, ...APPROVAL_RESPONSES },
      },
    },
    async (request) => {
      const { to, release, revoke } = request.body;
      const kind = revoke ? 'revoke-delegation' : 'delegate';
      const scope = release === undefined ? {} : { releaseId: release };
      const outcome = await runApprovalCommand(context, callerOf(request), { kind, to, ...scope });
      if (outcome.kind !== 'done') throw toHttpProblem(outcome);
      const own = outcome.approvals.delegations.filter(({ from }) => from === outcome.by);
      return { changed: outcome.changed, delegations: delegationsBody(own) };
    },
  );
  typed.get(
    PATH,
    {
      schema: {
        summary: 'State of the approval of one release; for members',
        params: releaseIdSchema,
        response: { 200: approvalSchema, ...APPROVAL_RESPONSES },
      },
    },
    async (request) => {
      const result = await getApprovalStates(context, callerOf(request), request.params.id);
      if (result.kind !== 'states') throw toHttpProblem(result);
      const [state] = result.states;
      if (state === undefined) throw releaseNotFound();
      return approvalBody(state);
    },
  );
  commandRoutes(routes, context, callerOf);
}

/** The commands of members on one release. */
function commandRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  callerOf: (request: FastifyRequest) => CallerWithAccess,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const params = releaseIdSchema;
  const response = { 200: commandAnswerSchema, ...APPROVAL_RESPONSES };

  const runCommand = async (
    request: FastifyRequest,
    command: ApprovalCommand & { readonly releaseId: string },
  ) => {
    const outcome = await runApprovalCommand(context, callerOf(request), command);
    if (outcome.kind !== 'done') throw toHttpProblem(outcome);
    const { approvals, changed } = outcome;
    return { changed, approval: approvalBody(approvalStateOf(approvals, command.releaseId, context.now())) };
  };

  typed.post(
    `${PATH}/request`,
    { schema: { summary: 'Requests the approval of all members within 14 days', params, response } },
    (request) => runCommand(request, { kind: 'request', releaseId: request.params.id }),
  );
  typed.post(
    `${PATH}/approve`,
    { schema: { summary: 'Approves a release as a member', params, body: approveSchema, response } },
    (request) => {
      const { for: organisation } = request.body;
      const inPlaceOf = organisation === undefined ? {} : { forOrganisation: organisation };
      return runCommand(request, { kind: 'approve', releaseId: request.params.id, ...inPlaceOf });
    },
  );
  typed.post(
    `${PATH}/object`,
    {
      schema: { summary: 'Objects to a release as a member, for good', params, body: objectSchema, response },
    },
    (request) =>
      runCommand(request, { kind: 'object', releaseId: request.params.id, code: request.body.code }),
  );
  typed.post(
    `${PATH}/withdraw`,
    {
      schema: {
        summary: 'Withdraws an approval or a request, or an approved release for good',
        params,
        body: withdrawSchema,
        response,
      },
    },
    (request) =>
      runCommand(request, { kind: 'withdraw', releaseId: request.params.id, what: request.body.target }),
  );
}

function toHttpProblem(outcome: Refused): HttpProblemError {
  switch (outcome.kind) {
    case 'refused': {
      const { reason } = outcome;
      const message = REFUSAL_MESSAGES[reason];
      if (isInvalidArgument(reason))
        return new HttpProblemError(400, { reason, errors: [{ path: 'body', message }] });
      return new HttpProblemError(409, { reason, detail: message });
    }
    case 'needs-none':
      return new HttpProblemError(409, { reason: 'needs-none', detail: NO_APPROVAL_NEEDED });
    case 'not-found':
      return releaseNotFound();
    default:
      return outcome satisfies never;
  }
}
