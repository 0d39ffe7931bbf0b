import {
  HttpProblemError,
  PROBLEM_RESPONSES,
  problemContentType,
  problemResponse,
} from '@waylight/service-kit';
import { nearestProblemSchema } from './release-schemas.ts';

/** What a route answers besides where it looks at who asks. */
export const CALLER_RESPONSES = {
  ...PROBLEM_RESPONSES,
  401: problemResponse('The session is over; the answer takes its cookie back'),
};

export const NOT_RELEASED_RESPONSE = {
  description: 'No released table answers this question; `nearest` is the nearest that there is',
  content: { [problemContentType]: { schema: nearestProblemSchema } },
};

export const RELEASE_NOT_FOUND_RESPONSE = problemResponse(
  'There is no such release that this reader may see',
);

/** What is said of a release that is not there, and of every one that is not for the reader. */
export function releaseNotFound(): HttpProblemError {
  return new HttpProblemError(404, {
    detail: 'There is no such release that you may see; /v1/releases names those that there are.',
  });
}

/** What a route about approvals answers besides. */
export const APPROVAL_RESPONSES = {
  ...CALLER_RESPONSES,
  403: problemResponse('With a session: no page of this service has asked for the change'),
  404: RELEASE_NOT_FOUND_RESPONSE,
  409: problemResponse(
    'It cannot be done as the approval stands, or the release needs none; `detail` says why',
  ),
  415: problemResponse('The body is not JSON'),
};

/** What a route about what readers keep answers besides. */
export const ACCOUNT_RESPONSES = {
  ...CALLER_RESPONSES,
  403: problemResponse('With a session: no page of this service has asked for the change'),
  404: problemResponse('There is nothing of this reader’s here, as for everybody who has not signed in'),
  409: problemResponse('As it stands it cannot be done; `detail` says why'),
  415: problemResponse('The body is not JSON'),
};

/** What is said to whoever can have nothing here, and of what is another’s. */
export function itemNotFound(): HttpProblemError {
  return new HttpProblemError(404, { detail: 'There is nothing of yours here: sign in at /sign-in first.' });
}
