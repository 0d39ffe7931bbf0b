import type { Violation } from '@waylight/contracts/intake';
import { type RpcCode, RpcError } from '@waylight/service-kit';

/**
 * An operation that was not carried out. A unary call throws this refusal as an error; a stream returns it as
 * an outcome.
 */
export type Refusal = {
  readonly kind: 'refused';
  readonly code: RpcCode;
  readonly message: string;
  readonly violations: readonly Violation[];
};

export function createRefusal(
  code: RpcCode,
  message: string,
  violations: readonly Violation[] = [],
): Refusal {
  return { kind: 'refused', code, message, violations };
}

export function createInvalidArgument(violations: readonly Violation[]): Refusal {
  const message =
    violations.length === 1
      ? 'one field is invalid; the details name it'
      : `${violations.length} fields are invalid; the details name them`;
  return createRefusal('INVALID_ARGUMENT', message, violations);
}

export function violation(field: string, description: string): Violation {
  return { field, description, candidates: [] };
}

/**
 * Returns the refusal as an error. A BadRequest detail contains every violation, with its candidates as text.
 */
export function toRpcError({ code, message, violations }: Refusal): RpcError {
  if (violations.length === 0) return new RpcError(code, message);
  const described = violations.map(({ field, description, candidates }) => ({
    field,
    description:
      candidates.length === 0 ? description : `${description} (candidates: ${candidates.join(', ')})`,
  }));
  return new RpcError(code, message, [{ type: 'badRequest', violations: described }]);
}

/** Numbers in gRPC of the status codes with which an operation can end. */
const GRPC_CODES: Readonly<Partial<Record<RpcCode, number>>> = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  UNAVAILABLE: 14,
};

export function toGrpcCode(code: RpcCode): number {
  return GRPC_CODES[code] ?? 13;
}
