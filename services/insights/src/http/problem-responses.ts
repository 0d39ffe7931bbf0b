import { problemContentType } from '@waylight/service-kit';
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
