// Exported for tests that run these queries against a real service.

export { removeBulletin, saveBulletin } from './bulletins.ts';
export { ViewProblem } from './client.ts';
export { releasePlanQuery, releasesQuery, sessionQuery, statusQuery, trendsQuery } from './questions.ts';
