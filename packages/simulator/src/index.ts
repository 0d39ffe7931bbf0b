export type { ReportContent } from './report-content.ts';
export { type KnownReport, selectReportsAsOf } from './reports-as-of.ts';
export { type SimulatedActivity, simulateActivity } from './simulate-activity.ts';
export {
  SIMULATED_PREFIX,
  type SilentCountry,
  type SimulatedEntry,
  simulateReports,
} from './simulate-reports.ts';
export {
  type JournalEntry,
  type SimulatedYears,
  simulateYears,
  type TrueIncident,
} from './simulate-years.ts';
export { toReport } from './to-report.ts';
