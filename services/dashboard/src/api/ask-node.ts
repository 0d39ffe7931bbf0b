import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { answerSchema, problemSchema } from './schemas.ts';

/** Own exact numbers, as a node's /openapi.json describes them. */
const ownAnswerSchema = z.extend(answerSchema, { organisation: z.string() });
export type OwnAnswer = z.output<typeof ownAnswerSchema>;

/** A question to a node's /v1/own/trends. */
export type NodeQuestion = {
  /** Of the node's door, as insights names it. */
  readonly origin: string;
  /** Whose numbers are wanted: the browser may hold certificates of others. */
  readonly organisation: string;
  readonly by: readonly string[];
  readonly period: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** Why there are no own numbers. A browser does not tell a page whether nobody answered, no certificate was shown or none was taken. */
export type NodeProblemCode = 'unreachable' | 'refused' | 'busy' | 'wrong' | 'others' | 'unreadable';

export class NodeProblem extends Error {
  readonly code: NodeProblemCode;
  /** Whose certificate was shown, where it was another organisation's. */
  readonly organisation: string | undefined;

  constructor(
    code: NodeProblemCode,
    { organisation, cause }: { readonly organisation?: string; readonly cause?: unknown } = {},
  ) {
    super(`asking a node: ${code}`, { cause });
    this.name = 'NodeProblem';
    this.code = code;
    this.organisation = organisation;
  }
}

/** The first key of what a node has answered: it is kept for as long as it is on the screen, and never on the device. */
const OWN_NUMBERS = 'own-numbers';

/** Somebody may have to find the certificate in a list first. */
const DEADLINE_MS = 120_000;

/**
 * Asks once, each time that somebody wants it: the node writes every reading into its audit. What was read is forgotten as
 * soon as nobody looks at it.
 */
export const ownNumbersQuery = (question: NodeQuestion) =>
  queryOptions({
    queryKey: [OWN_NUMBERS, question],
    queryFn: ({ signal }) => askNode(question, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchInterval: false,
    // A node may stand in the house where there is no way out of it.
    networkMode: 'always',
  });

/** @throws NodeProblem, or the reason of a signal that was aborted */
export async function askNode(question: NodeQuestion, signal: AbortSignal): Promise<OwnAnswer> {
  const response = await send(question, signal);
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  const parsed = ownAnswerSchema.safeParse(body);
  if (!parsed.success) throw new NodeProblem('unreadable', { cause: parsed.error });
  const { organisation } = parsed.data;
  if (organisation !== question.organisation) throw new NodeProblem('others', { organisation });
  return parsed.data;
}

async function send({ origin, by, period, from, to }: NodeQuestion, signal: AbortSignal): Promise<Response> {
  const asked = new URLSearchParams({ layer: 'reports', unit: 'incidents', by: by.join(','), period });
  if (from !== undefined) asked.set('from', from);
  if (to !== undefined) asked.set('to', to);
  try {
    return await fetch(`${origin}/v1/own/trends?${asked}`, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      // Shows the certificate; nothing of it is kept, nor told to anybody.
      credentials: 'include',
      mode: 'cors',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new NodeProblem('unreachable', { cause });
  }
}

function problemOf(status: number, body: unknown): NodeProblem {
  // Something else may answer in the place of a node.
  if (!problemSchema.safeParse(body).success) return new NodeProblem('unreadable');
  if (status === 403) return new NodeProblem('refused');
  if (status === 400) return new NodeProblem('wrong');
  return new NodeProblem(status === 429 || status === 503 ? 'busy' : 'unreadable');
}
