import type { Violation } from '@waylight/contracts/intake';
import { type RpcCode, RpcError } from '@waylight/service-kit';

/** Why an operation was not done, as a value: a unary call throws it, a stream answers with it. */
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
  const count =
    violations.length === 1
      ? 'one field is not as it must be; the details name it'
      : `${violations.length} fields are not as they must be; the details name them`;
  return createRefusal('INVALID_ARGUMENT', count, violations);
}

export function violation(field: string, description: string): Violation {
  return { field, description, candidates: [] };
}

/** The error that the wire carries: with every violation, and its candidates in words, in a BadRequest detail. */
export function toRpcError({ code, message, violations }: Refusal): RpcError {
  if (violations.length === 0) return new RpcError(code, message);
  const described = violations.map(({ field, description, candidates }) => ({
    field,
    description:
      candidates.length === 0 ? description : `${description} (candidates: ${candidates.join(', ')})`,
  }));
  return new RpcError(code, message, [{ type: 'badRequest', violations: described }]);
}

/** gRPC's own numbers for the codes that an operation can end with. */
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
