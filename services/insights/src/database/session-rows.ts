import { z } from 'zod';
import type { Session } from '../accounts/session.ts';
import { ROLES } from '../sign-in/roles.ts';

const rowSchema = z.object({
  person: z.instanceof(Uint8Array),
  role: z.enum(ROLES),
  registry_id: z.string(),
  registry_version: z.int(),
  started_ms: z.int(),
  used_ms: z.int(),
});

/** Throws where a row is none that this program writes: nobody is let in by what cannot be read. */
export function parseSessionRow(input: unknown): Session {
  const row = rowSchema.parse(input);
  return {
    person: Buffer.from(row.person).toString('hex'),
    assignment: { role: row.role, id: row.registry_id },
    registryVersion: row.registry_version,
    startedMs: row.started_ms,
    usedMs: row.used_ms,
  };
}
