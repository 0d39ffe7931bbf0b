import * as v from 'valibot';
import { parseAs } from './parse.ts';
import { type Nearest, type ProblemDetails, problemSchema, type Session } from './schemas.ts';

/** State of a view without numbers. `<ViewState>` has a sentence and a next step for each. */
export type ProblemKind = 'empty' | 'loading' | 'offline' | 'error' | 'not-permitted';

/** The only error of requests to insights. `code` determines the message to the reader. */
export class ViewProblem extends Error {
  readonly code: Exclude<ProblemKind, 'loading'>;
  /** HTTP status, if there was a response. */
  readonly status: number | undefined;
  /** Operators find it in the log. */
  readonly faultId: string | undefined;
  /** Reasons for a refused request, which the sender can correct. */
  readonly refusal: ProblemDetails | undefined;
  /** The released table that is nearest to a question without an answer. */
  readonly nearest: Nearest | undefined;

  constructor(
    code: ViewProblem['code'],
    {
      cause,
      ...facts
    }: Partial<Pick<ViewProblem, 'status' | 'faultId' | 'refusal' | 'nearest' | 'cause'>> = {},
  ) {
    super(`request to insights: ${code}`, { cause });
    this.name = 'ViewProblem';
    this.code = code;
    this.status = facts.status;
    this.faultId = facts.faultId;
    this.refusal = facts.refusal;
    this.nearest = facts.nearest;
  }
}

/** Converts any error. */
export const viewProblem = (error: unknown): ViewProblem =>
  error instanceof ViewProblem ? error : new ViewProblem('error', { cause: error });

/** Returns true if a repeated request can succeed. */
export function isTransient(error: unknown): boolean {
  const { code } = viewProblem(error);
  return code === 'error' || code === 'offline';
}

const DEADLINE_MS = 20_000;
/** The session has ended. Insights responds so once, then treats the browser as the public. */
export const NO_SESSION = 401;
/** A change was sent from a page of an earlier session: somebody has signed in again in another tab. */
export const OF_ANOTHER_SESSION = 403;
const NOT_FOUND = 404;

/** Reads from insights, and checks the response against its schema. @throws ViewProblem, or the reason of an aborted signal */
export const getJson = <Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  signal?: AbortSignal,
): Promise<v.InferOutput<Schema>> => request(path, schema, {}, signal);

export type Change = {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
};

/** Changes something in the name of a session. @throws ViewProblem */
export function sendChange<Schema extends v.GenericSchema>(
  session: Pick<Session, 'csrfToken'> | undefined,
  { method, path, body }: Change,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const headers = {
    ...(session?.csrfToken !== undefined && { 'x-csrf-token': session.csrfToken }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  return request(path, schema, { method, headers, body: JSON.stringify(body) });
}

async function request<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  { headers, ...init }: RequestInit,
  signal?: AbortSignal,
): Promise<v.InferOutput<Schema>> {
  const response = await fetch(path, {
    ...init,
    headers: { accept: 'application/json', ...headers },
    signal: AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), ...(signal === undefined ? [] : [signal])]),
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new ViewProblem('offline', { cause });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return parsed(schema, body);
}

/** @throws ViewProblem for a body of another shape */
export function parsed<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  try {
    return v.parse(schema, body);
  } catch (cause) {
    throw new ViewProblem('error', { cause });
  }
}

function problemOf(status: number, body: unknown): ViewProblem {
  const details = parseAs(problemSchema, body);
  const { faultId } = details ?? {};
  if (status === NO_SESSION || status === OF_ANOTHER_SESSION)
    return new ViewProblem('not-permitted', { status, faultId });
  const refusal = status < 500 ? details : undefined;
  return new ViewProblem(status === NOT_FOUND ? 'empty' : 'error', { status, faultId, refusal });
}

export type ChangeOutcome<Data> =
  | { readonly kind: 'done'; readonly data: Data }
  | { readonly kind: 'refused'; readonly refusal: ProblemDetails }
  /** It is not known whether the change was made, or the sender has no permission. */
  | { readonly kind: 'failed'; readonly problem: ViewProblem };

/** Returns the outcome of a change, and never rejects: a text outlives every failure. */
export const outcomeOf = <Data>(change: Promise<Data>): Promise<ChangeOutcome<Data>> =>
  change.then(
    (data) => ({ kind: 'done', data }),
    (error: unknown) => {
      const problem = viewProblem(error);
      const { refusal } = problem;
      return refusal === undefined ? { kind: 'failed', problem } : { kind: 'refused', refusal };
    },
  );
