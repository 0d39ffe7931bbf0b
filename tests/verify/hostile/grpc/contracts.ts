import { createFileRegistry, type DescMessage, type DescMethod, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { descriptorSet } from '@waylight/contracts';

/** Every RPC of a service, from the descriptor set that the service publishes. */
export function methodsOf(service: string): readonly DescMethod[] {
  const found = registry().getService(service);
  if (found === undefined) throw new Error(`no service is called ${service}`);
  return found.methods;
}

export function messageOf(name: string): DescMessage {
  const found = registry().getMessage(name);
  if (found === undefined) throw new Error(`no message is called ${name}`);
  return found;
}

let known: ReturnType<typeof createFileRegistry> | undefined;

function registry() {
  known ??= createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorSet()));
  return known;
}
