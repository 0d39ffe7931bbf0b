import type { RpcFailure } from '@waylight/service-kit/client';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import { explainWrongNode } from './node-check.ts';

/** Explains a failed call to the user of a command, with the next step. */
export function explainRpcFailure(failure: RpcFailure): CommandFailure {
  const { message, address } = failure;
  const explain = (exitCode: ExitCode, text: string, ...details: string[]): CommandFailure =>
    new CommandFailure(exitCode, text, details, { cause: failure });
  const refused = (...details: string[]) => explain(EXIT.refused, `refused: ${message}`, ...details);
  switch (failure.code) {
    case 'INVALID_ARGUMENT':
    case 'OUT_OF_RANGE':
      return refused(...describeViolations(failure));
    case 'ALREADY_EXISTS':
      return refused('To change a report, revise it: waylight revise FILE --country CC --base current');
    case 'ABORTED':
      return refused(
        'Find its revision (waylight receipt ID --country CC), then send again with that --base',
      );
    case 'FAILED_PRECONDITION':
      return refused(
        ...describeViolations(failure),
        'To restore a retracted report: waylight revise FILE --country CC --base current',
      );
    case 'NOT_FOUND':
      return explain(
        EXIT.refused,
        `not found: ${message}`,
        "For a report, use its node (--country) and its organisation's certificate (--as).",
        'For releases that you may read: waylight release list',
      );
    case 'PERMISSION_DENIED':
    case 'UNAUTHENTICATED':
      return explain(EXIT.notPermitted, `not permitted: ${message}`, 'Another certificate: --as ORG');
    case 'RESOURCE_EXHAUSTED':
      return explain(EXIT.tryAgain, `too many requests: ${message}`, describeRetry(failure));
    case 'DEADLINE_EXCEEDED':
      return explain(
        EXIT.tryAgain,
        `no answer from ${address} in time`,
        'Try again: repeating is harmless. For a longer wait use --timeout 2m',
      );
    case 'UNAVAILABLE':
      return explainUnavailable(failure, explain);
    case 'UNIMPLEMENTED':
      return explain(
        EXIT.refused,
        `${address} has no method ${failure.method}`,
        'Is this the right address, and the same version of Waylight?',
      );
    default:
      return explain(
        EXIT.bug,
        `the service at ${address} failed: ${failure.code} ${message}`,
        'The log of the service contains the cause. Trying again later is harmless.',
      );
  }
}

/** One line for each wrong field. */
export function describeViolations(failure: Pick<RpcFailure, 'violations'>): string[] {
  return failure.violations.map(({ field, description }) =>
    field === '' ? description : `${field}: ${description}`,
  );
}

function describeRetry({ retryAfterMs }: RpcFailure): string {
  return retryAfterMs === undefined
    ? 'Try again later.'
    : `Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s.`;
}

/** grpc-js reports an unreachable server and a failed TLS handshake alike, as UNAVAILABLE. */
function explainUnavailable(
  failure: RpcFailure,
  explain: (exitCode: ExitCode, text: string, ...details: string[]) => CommandFailure,
): CommandFailure {
  const { message, address } = failure;
  // A time to wait comes only from a service, so the connection did not fail.
  if (failure.retryAfterMs !== undefined)
    return explain(EXIT.tryAgain, `not available now: ${message}`, describeRetry(failure));
  const wrongNode = explainWrongNode(message);
  if (wrongNode !== undefined)
    return explain(EXIT.refused, `${address} ${wrongNode.problem}`, wrongNode.remedy);
  if (/alert|certificate required|unknown ca|bad certificate/i.test(message))
    return explain(
      EXIT.notPermitted,
      `${address} does not accept this certificate`,
      "The region's own CA must have issued it: use --as ORG, --data DIR, or --certificate and --key",
    );
  if (/certificate|self.signed|altname|unable to verify/i.test(message))
    return explain(
      EXIT.notPermitted,
      `the certificate of ${address} is not from this region's authority`,
      'Is this the right region? Name it with --data DIR or --ca FILE',
      message,
    );
  if (/ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN|Name resolution/i.test(message))
    return explain(
      EXIT.tryAgain,
      `no answer at ${address}: is the region running?`,
      'Start it: npm start',
      'Elsewhere: --data DIR, --port-offset N, --host HOST, or --node host:port',
    );
  return explain(
    EXIT.tryAgain,
    `the connection to ${address} was lost: ${message}`,
    'Try again: repeating is harmless.',
  );
}
