import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { parseAs } from './parse.ts';
import { answerSchema, problemSchema } from './schemas.ts';

/** An organisation's own exact numbers, as described by a node's /openapi.json. */
const ownAnswerSchema = v.object({
  ...answerSchema.entries,
  organisation: v.string(),
});
export type OwnAnswer = v.InferOutput<typeof ownAnswerSchema>;

/** A question to a node's /v1/own/trends. */
export type NodeQuestion = {
  /** Origin of the node for browsers, from insights. */
  readonly origin: string;
  /** The reader's organisation. The browser may send a certificate of another one. */
  readonly organisation: string;
  readonly by: readonly string[];
  readonly period: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/**
 * Reason for missing own numbers. A browser does not tell a page whether the node was down, no certificate was sent, or it was
 * rejected.
 */
export type NodeProblemCode = 'unreachable' | 'refused' | 'busy' | 'wrong' | 'others' | 'unreadable';

export class NodeProblem extends Error {
  readonly code: NodeProblemCode;
  /** Organisation of the certificate, if it is another one. */
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

/**
 * First part of the query key of own numbers. They are cached only while they are on the screen, and never stored on the device.
 */
const OWN_NUMBERS = 'own-numbers';

/** Long enough to find the certificate in a list. */
const DEADLINE_MS = 120_000;

/**
 * Fetches once for each request of the reader, because the node audits each read. The data is dropped as soon as it is not shown.
 */
export const ownNumbersQuery = (question: NodeQuestion) =>
  queryOptions({
    queryKey: [OWN_NUMBERS, question],
    queryFn: ({ signal }) => askNode(question, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchInterval: false,
    // The node may be in a local network without internet.
    networkMode: 'always',
  });

/** @throws NodeProblem, or the reason of a signal that was aborted */
export async function askNode(question: NodeQuestion, signal: AbortSignal): Promise<OwnAnswer> {
  const response = await send(question, signal);
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  const answer = parseAs(ownAnswerSchema, body);
  if (answer === undefined) throw new NodeProblem('unreadable');
  const { organisation } = answer;
  if (organisation !== question.organisation) throw new NodeProblem('others', { organisation });
  return answer;
}

async function send({ origin, by, period, from, to }: NodeQuestion, signal: AbortSignal): Promise<Response> {
  const asked = new URLSearchParams({ layer: 'reports', unit: 'incidents', by: by.join(','), period });
  if (from !== undefined) asked.set('from', from);
  if (to !== undefined) asked.set('to', to);
  try {
    return await fetch(`${origin}/v1/own/trends?${asked}`, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      // Sends the certificate. Nothing of it is stored or forwarded.
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
  // Another server may respond at the node's address.
  if (parseAs(problemSchema, body) === undefined) return new NodeProblem('unreadable');
  if (status === 403) return new NodeProblem('refused');
  if (status === 400) return new NodeProblem('wrong');
  return new NodeProblem(status === 429 || status === 503 ? 'busy' : 'unreadable');
}
