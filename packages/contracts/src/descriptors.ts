import { readFileSync } from 'node:fs';

/** Returns the FileDescriptorSet of all contracts with their imports, for reflection and for checks. */
export function descriptorSet(): Uint8Array {
  return readFileSync(new URL('./gen/waylight.binpb', import.meta.url));
}
