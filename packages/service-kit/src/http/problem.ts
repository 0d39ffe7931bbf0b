/** RFC 9457 problem details. Only these members, and only texts of our own. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Why, as a code of the route's own: `detail` says the same in English. */
  readonly reason?: string;
  readonly faultId?: string;
  readonly errors?: readonly FieldProblem[];
};

/** What is wrong at one place of what was sent. */
type FieldProblem = {
  readonly path: string;
  readonly message: string;
  /** Why, as a code of the route's own: `message` says the same in English. */
  readonly reason?: string;
  /** What it is about, by the name that the sender gave it. */
  readonly name?: string;
};

export const problemContentType = 'application/problem+json';

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'There is nothing here',
  405: 'This method is not offered here',
  406: 'This form is not offered',
  408: 'The request took too long to arrive',
  409: 'The request contradicts what is there',
  413: 'The request is too large',
  414: 'The address is too long',
  415: 'This content type is not taken',
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

/** Throw it in a route to answer with a problem; its texts go to the caller as they are, so they quote nothing secret. */
export class HttpProblemError extends Error {
  override readonly name = 'HttpProblemError';
  readonly code = 'HTTP_PROBLEM';
  readonly problem: Problem;

  constructor(status: number, more: Pick<Problem, 'detail' | 'reason' | 'errors'> = {}) {
    super(`HTTP ${status}`);
    this.problem = problem(status, more);
  }
}
