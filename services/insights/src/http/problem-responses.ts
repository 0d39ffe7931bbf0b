import { HttpProblemError, problemContentType } from '@waylight/service-kit';
import { problemSchema } from './schemas.ts';

const described = (description: string) => ({
  description,
  content: { [problemContentType]: { schema: problemSchema } },
});

/** What every route may answer besides its own, so that the OpenAPI document is whole. */
export const PROBLEM_RESPONSES = {
  400: described('The request is not valid; where the query is wrong, `errors` says which parameter and why'),
  408: described('The request took too long to arrive'),
  413: described('The request is too large'),
  431: described('The headers are too large'),
  500: described('Something went wrong here; `faultId` stands in the log'),
  503: described('The service is stopping, or its store does not answer'),
};

/** What a route answers besides where it looks at who asks. */
export const READER_RESPONSES = {
  ...PROBLEM_RESPONSES,
  401: described('The bearer token is not known here'),
};

export const NOTHING_RELEASED = described(
  'No released table answers this question; `nearest` is the nearest that there is',
);

export const NO_SUCH_RELEASE = described('There is no such release that this reader may see');

/** What is said of a release that is not there, and of every one that is not for the reader. */
export function noSuchRelease(): HttpProblemError {
  return new HttpProblemError(404, {
    detail: 'There is no such release that you may see; /v1/releases names those that there are.',
  });
}

/** What a route about approvals answers besides. */
export const APPROVAL_RESPONSES = {
  ...READER_RESPONSES,
  403: described('The token is a member’s and names no organisation: it may read, and not speak for one'),
  404: NO_SUCH_RELEASE,
  409: described('It cannot be done as the approval stands, or the release needs none; `detail` says why'),
  415: described('The body is not JSON'),
};
