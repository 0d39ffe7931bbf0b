// How pages ask insights, for tests that hold it against a running one.

export { ViewProblem } from './client.ts';
export { releasePlanQuery, releasesQuery, sessionQuery, statusQuery, trendsQuery } from './questions.ts';
