// How pages ask insights, for tests that hold it against a running one.
export { releasePlanQuery, releasesQuery, sessionQuery, statusQuery, trendsQuery } from './questions.ts';
export { ViewProblem } from './view-problem.ts';
