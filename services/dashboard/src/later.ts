/** What pages do without until their first numbers are there. */
export { hearOfSessions } from './live/session-beside.ts';
export { keepPages } from './offline/keep-pages.ts';
