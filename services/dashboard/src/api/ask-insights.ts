import type * as z from 'zod/mini';
import { problemSchema } from './schemas.ts';
import { ViewProblem } from './view-problem.ts';

const DEADLINE_MS = 20_000;
/** What was sent is wrong, or does not fit how things stand: the answer says why. */
const REFUSED: readonly number[] = [400, 409];

/**
 * Asks a door of insights, which is where this page came from, and holds the answer against its schema.
 * @throws ViewProblem and nothing else
 */
export async function askInsights<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  { signal, ...init }: RequestInit = {},
): Promise<z.output<Schema>> {
  const response = await send(path, signal ?? undefined, init);
  if (!response.ok) throw await problemOf(response);
  const parsed = schema.safeParse(await bodyOf(response));
  if (!parsed.success) throw new ViewProblem('error', { cause: parsed.error });
  return parsed.data;
}

async function send(path: string, signal: AbortSignal | undefined, init: RequestInit): Promise<Response> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const headers = { accept: 'application/json', ...Object.fromEntries(new Headers(init.headers)) };
  try {
    return await fetch(path, {
      ...init,
      headers,
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    });
  } catch (cause) {
    // Who asked wants no answer any more: that is no problem of the view.
    if (signal?.aborted === true) throw cause;
    throw new ViewProblem('offline', { cause });
  }
}

const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => undefined);

async function problemOf(response: Response): Promise<ViewProblem> {
  const parsed = problemSchema.safeParse(await bodyOf(response));
  const { faultId, detail, reason, errors } = parsed.success ? parsed.data : {};
  const refusal = REFUSED.includes(response.status) ? (detail ?? errors?.[0]?.message) : undefined;
  return new ViewProblem(codeOf(response.status), {
    ...{ faultId, refusal, reason, status: response.status },
  });
}

function codeOf(status: number): ViewProblem['code'] {
  if (status === 401 || status === 403) return 'not-permitted';
  return status === 404 ? 'empty' : 'error';
}
