export type { SimulatedIncident, SimulatedReport, SimulatedYear } from './year.ts';
export { SIMULATED_PREFIX, simulateYear } from './year.ts';
