import type { RpcFailure } from '@waylight/service-kit/client';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';

/** What a failed call means to whoever gave the command, and what to do. */
export function explainRpcFailure(failure: RpcFailure): CommandFailure {
  const { message, address } = failure;
  const because = { cause: failure };
  switch (failure.code) {
    case 'INVALID_ARGUMENT':
      return new CommandFailure(EXIT.refused, `refused: ${message}`, describeViolations(failure), because);
    case 'ALREADY_EXISTS':
      return new CommandFailure(
        EXIT.refused,
        `refused: ${message}`,
        ['To change what you sent, revise it: npx waylight revise FILE --country CC --base current'],
        because,
      );
    case 'ABORTED':
      return new CommandFailure(
        EXIT.refused,
        `refused: ${message}`,
        ['See what is current (npx waylight receipt ID --country CC), then send again with that --base'],
        because,
      );
    case 'FAILED_PRECONDITION':
      return new CommandFailure(
        EXIT.refused,
        `refused: ${message}`,
        [
          ...describeViolations(failure),
          'To bring a retracted report back: npx waylight revise FILE --country CC --base current',
        ],
        because,
      );
    case 'OUT_OF_RANGE':
      return new CommandFailure(EXIT.refused, `refused: ${message}`, describeViolations(failure), because);
    case 'NOT_FOUND':
      return new CommandFailure(
        EXIT.refused,
        `not found: ${message}`,
        ["A report is found at the node that took it, with its organisation's certificate: --country, --as"],
        because,
      );
    case 'PERMISSION_DENIED':
    case 'UNAUTHENTICATED':
      return new CommandFailure(
        EXIT.notPermitted,
        `not permitted: ${message}`,
        ['Another certificate: --as ORG'],
        because,
      );
    case 'RESOURCE_EXHAUSTED':
      return new CommandFailure(
        EXIT.tryAgain,
        `too much at once: ${message}`,
        [describeRetry(failure)],
        because,
      );
    case 'DEADLINE_EXCEEDED':
      return new CommandFailure(
        EXIT.tryAgain,
        `no answer from ${address} in time`,
        ['Give the same command again: repeating is harmless. A longer wait: --timeout 2m'],
        because,
      );
    case 'UNAVAILABLE':
      return explainUnavailable(failure);
    case 'UNIMPLEMENTED':
      return new CommandFailure(
        EXIT.refused,
        `${address} does not know ${failure.method}`,
        ['Is this the right address, and the same version of Waylight?'],
        because,
      );
    default:
      return new CommandFailure(
        EXIT.bug,
        `the service at ${address} failed: ${failure.code} ${message}`,
        ["Its log says more. Nothing here is yours to fix; trying again later doesn't harm."],
        because,
      );
  }
}

/** One line for each field that is wrong. */
export function describeViolations(failure: Pick<RpcFailure, 'violations'>): string[] {
  return failure.violations.map(({ field, description }) =>
    field === '' ? description : `${field}: ${description}`,
  );
}

function describeRetry({ retryAfterMs }: RpcFailure): string {
  return retryAfterMs === undefined
    ? 'Try again in a while.'
    : `Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s.`;
}

/** Nobody listens, or the two certificates don't belong together; grpc-js says both as UNAVAILABLE. */
function explainUnavailable(failure: RpcFailure): CommandFailure {
  const { message, address } = failure;
  const because = { cause: failure };
  // Only a service that was reached says when to come again.
  if (failure.retryAfterMs !== undefined)
    return new CommandFailure(EXIT.tryAgain, `not now: ${message}`, [describeRetry(failure)], because);
  if (/alert|certificate required|unknown ca|bad certificate/i.test(message))
    return new CommandFailure(
      EXIT.notPermitted,
      `${address} does not accept this certificate`,
      ["It must come from the region's own authority: --as ORG, --data DIR, or --certificate and --key"],
      because,
    );
  if (/certificate|self.signed|altname|unable to verify/i.test(message))
    return new CommandFailure(
      EXIT.notPermitted,
      `the certificate of ${address} is not one that this authority signed for it`,
      ['Is this the region that you mean? --data DIR, or --ca FILE', message],
      because,
    );
  if (/ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN|Name resolution/i.test(message))
    return new CommandFailure(
      EXIT.tryAgain,
      `nothing answers at ${address}: is the region running?`,
      ['Start it: npm start', 'Elsewhere: --data DIR, --port-offset N, --host HOST, or --node host:port'],
      because,
    );
  return new CommandFailure(
    EXIT.tryAgain,
    `the connection to ${address} was lost: ${message}`,
    ['Give the same command again: repeating is harmless.'],
    because,
  );
}
