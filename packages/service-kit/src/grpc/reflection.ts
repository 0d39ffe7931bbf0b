import { ServerReflection, ServerReflectionService } from 'nice-grpc-server-reflection';
import type { AnyMethod, BidiHandler } from './handlers.ts';

export type ReflectionOptions = {
  /** A serialised google.protobuf.FileDescriptorSet with its imports. */
  readonly descriptorSet: Uint8Array;
  /** Full names of the services to list. */
  readonly services: readonly string[];
};

export type BoundMethod = { readonly method: AnyMethod; readonly handler: unknown };

/**
 * Returns the methods of standard reflection. It uses nice-grpc's implementation, because the official one cannot describe a
 * service that uses Timestamp. Older clients call the v1alpha name with the same messages.
 */
export function reflectionMethods({ descriptorSet, services }: ReflectionOptions): readonly BoundMethod[] {
  const implementation = ServerReflection(descriptorSet, services);
  const method: AnyMethod = ServerReflectionService.serverReflectionInfo;
  const info: BidiHandler<unknown, unknown> = (requests) =>
    // The type of the handler requires nice-grpc's call context, but the handler does not read it.
    (implementation.serverReflectionInfo as unknown as (requests: unknown) => AsyncIterable<unknown>)(
      requests,
    );
  const older = { ...method, path: method.path.replace('.v1.', '.v1alpha.') };
  return [
    { method, handler: info },
    { method: older, handler: info },
  ];
}
