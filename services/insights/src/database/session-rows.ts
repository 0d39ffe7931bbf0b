import { z } from 'zod';
import type { Session } from '../sessions/session.ts';
import { ROLES } from '../sign-in/roles.ts';

const times = { started_ms: z.int(), used_ms: z.int() };
const rowSchema = z.discriminatedUnion('role', [
  z.object({ ...times, role: z.literal('analyst'), organisation: z.string() }),
  z.object({ ...times, role: z.enum(ROLES).exclude(['analyst']), organisation: z.null() }),
]);

/** Throws where a row is none that this program writes: nobody is let in by what cannot be read. */
export function sessionOf(input: unknown): Session {
  const row = rowSchema.parse(input);
  const office =
    row.role === 'analyst' ? { role: row.role, organisation: row.organisation } : { role: row.role };
  return { office, startedMs: row.started_ms, usedMs: row.used_ms };
}

export function officeColumns(office: Session['office']): {
  readonly role: string;
  readonly organisation: string | null;
} {
  return { role: office.role, organisation: office.role === 'analyst' ? office.organisation : null };
}
