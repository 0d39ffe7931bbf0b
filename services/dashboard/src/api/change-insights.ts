import * as z from 'zod/mini';
import { problemSchema } from './schemas.ts';
import { ViewProblem } from './view-problem.ts';

const DEADLINE_MS = 20_000;
/** A change is taken from a page of the session that makes it: somebody has signed in anew since, in another window. */
export const OF_ANOTHER_SESSION = 403;

/** Why a change was not made, in a form that whoever asked for it can answer. */
const refusalSchema = z.extend(problemSchema, {
  errors: z.optional(
    z.array(
      z.object({
        path: z.string(),
        message: z.string(),
        reason: z.optional(z.string()),
        name: z.optional(z.string()),
      }),
    ),
  ),
  current: z.optional(z.object({ version: z.number(), status: z.string() })),
});
export type Refusal = z.output<typeof refusalSchema>;

export type ChangeOutcome<Data> =
  | { readonly kind: 'done'; readonly data: Data }
  /** As it stands it cannot be: what to do is in the refusal. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nobody knows whether it was done, or who asked may not. */
  | { readonly kind: 'failed'; readonly problem: ViewProblem };

export type Change = {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body: unknown;
  /** Of the session, as `/v1/session` gives it. */
  readonly csrfToken: string | undefined;
};

/** Asks insights to change something. It never throws: what a person has written must outlive every failure. */
export async function changeInsights<Schema extends z.ZodMiniType>(
  { method, path, body, csrfToken }: Change,
  schema: Schema,
): Promise<ChangeOutcome<z.output<Schema>>> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: csrfToken === undefined ? headers : { ...headers, 'x-csrf-token': csrfToken },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
  } catch (cause) {
    return { kind: 'failed', problem: new ViewProblem('offline', { cause }) };
  }
  const said: unknown = await response.json().catch(() => undefined);
  if (response.ok) {
    const parsed = schema.safeParse(said);
    if (parsed.success) return { kind: 'done', data: parsed.data };
    return { kind: 'failed', problem: new ViewProblem('error', { cause: parsed.error }) };
  }
  if (response.status === 401 || response.status === 403)
    return { kind: 'failed', problem: new ViewProblem('not-permitted', { status: response.status }) };
  const parsed = refusalSchema.safeParse(said);
  const { faultId } = parsed.success ? parsed.data : {};
  if (parsed.success && response.status < 500) return { kind: 'refused', refusal: parsed.data };
  return { kind: 'failed', problem: new ViewProblem('error', { faultId }) };
}
