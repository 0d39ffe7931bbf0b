export { type SimulatedActivity, simulateActivity } from './activity.ts';
export { type KnownReport, knownOn } from './known-on.ts';
export type { StatedIncident } from './stated-incident.ts';
export { reportOf } from './stated-report.ts';
export type { SimulatedIncident, SimulatedReport, SimulatedYear } from './year.ts';
export { SIMULATED_PREFIX, simulateYear } from './year.ts';
export { type JournalEntry, type SimulatedYears, simulateYears, type TrueIncident } from './years.ts';
