import { HttpProblemError, PROBLEM_RESPONSES, problemResponse } from '@waylight/service-kit';

/** Responses of every route that depends on the caller. */
export const CALLER_RESPONSES = {
  ...PROBLEM_RESPONSES,
  401: problemResponse('The session is expired. The response clears its cookie'),
};

export const RELEASE_NOT_FOUND_RESPONSE = problemResponse(
  'No release with this id that this reader may read',
);

/** The same error for a release that does not exist and for one that the reader may not read. */
export function releaseNotFound(): HttpProblemError {
  return new HttpProblemError(404, {
    detail: 'No release with this id that you may read; /v1/releases lists all that you may read.',
  });
}

const CHANGE_RESPONSES = {
  ...CALLER_RESPONSES,
  403: problemResponse('With a session: the request does not come from a page of this service'),
  415: problemResponse('The body is not JSON'),
};

export const APPROVAL_RESPONSES = {
  ...CHANGE_RESPONSES,
  404: RELEASE_NOT_FOUND_RESPONSE,
  409: problemResponse(
    'The state of the approval does not allow it, or the release needs none; see `detail`',
  ),
};

/** Responses of routes for saved views, notes and bulletins. */
export const ACCOUNT_RESPONSES = {
  ...CHANGE_RESPONSES,
  404: problemResponse('This reader has no such item; without a session, no reader has items'),
  409: problemResponse('The current state does not allow it; see `detail`'),
};

/** The same error without a session and for an item of another reader. */
export function itemNotFound(): HttpProblemError {
  return new HttpProblemError(404, { detail: 'Not found. Sign in at /sign-in to read what is yours.' });
}
