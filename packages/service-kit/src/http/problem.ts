/** Problem details of RFC 9457. All texts are Waylight's own. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Reason as a code of the route; `detail` is the same in English. */
  readonly reason?: string;
  readonly faultId?: string;
  readonly errors?: readonly FieldProblem[];
};

/** A violation at one path of the request. */
type FieldProblem = {
  readonly path: string;
  readonly message: string;
  /** Reason as a code of the route; `message` is the same in English. */
  readonly reason?: string;
  /** The sender's own name for the invalid thing. */
  readonly name?: string;
};

export const problemContentType = 'application/problem+json';

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'This method is not allowed here',
  406: 'This format is not available',
  408: 'The request took too long to arrive',
  409: 'The request conflicts with the current state',
  413: 'The request is too large',
  414: 'The URL is too long',
  415: 'This content type is not accepted',
  421: 'This server does not have this host name',
  429: 'Too many requests',
  431: 'The headers are too large',
  503: 'Not ready',
};

export function problem(
  status: number,
  more: Pick<Problem, 'detail' | 'reason' | 'faultId' | 'errors'> = {},
): Problem {
  const title = titles[status] ?? (status < 500 ? 'The request is not valid' : 'Something went wrong here');
  return { type: 'about:blank', title, status, ...more };
}

/** A route throws this to answer with a problem. The caller receives the texts unchanged, so they must contain no secret. */
export class HttpProblemError extends Error {
  override readonly name = 'HttpProblemError';
  readonly code = 'HTTP_PROBLEM';
  readonly problem: Problem;

  constructor(status: number, more: Pick<Problem, 'detail' | 'reason' | 'errors'> = {}) {
    super(`HTTP ${status}`);
    this.problem = problem(status, more);
  }
}
