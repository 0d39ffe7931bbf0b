import { ServerReflection, ServerReflectionService } from 'nice-grpc-server-reflection';
import type { AnyMethod, BidiHandler } from './handlers.ts';

export type ReflectionOptions = {
  /** A serialised google.protobuf.FileDescriptorSet, made with its imports. */
  readonly descriptorSet: Uint8Array;
  /** The full names of the services to show. */
  readonly services: readonly string[];
};

export type BoundMethod = { readonly method: AnyMethod; readonly handler: unknown };

/**
 * Standard reflection. The implementation is nice-grpc's, for the official one can't describe a service that uses
 * Timestamp; it needs nothing of nice-grpc's server. Older clients ask by the v1alpha name, with the same messages.
 */
export function reflectionMethods({ descriptorSet, services }: ReflectionOptions): readonly BoundMethod[] {
  const implementation = ServerReflection(descriptorSet, services);
  const method: AnyMethod = ServerReflectionService.serverReflectionInfo;
  const info: BidiHandler<unknown, unknown> = (requests) =>
    // Its type asks for nice-grpc's call context, which it doesn't read.
    (implementation.serverReflectionInfo as unknown as (requests: unknown) => AsyncIterable<unknown>)(
      requests,
    );
  const older = { ...method, path: method.path.replace('.v1.', '.v1alpha.') };
  return [
    { method, handler: info },
    { method: older, handler: info },
  ];
}
