import type { NodeCountry } from './topics.ts';

/** Default ports of the services of a region. A trial region can shift all ports by an offset. */
export const SERVICE_PORTS: {
  readonly intake: Readonly<Record<NodeCountry, number>>;
  readonly intakeHttp: Readonly<Record<NodeCountry, number>>;
  readonly insights: number;
  readonly insightsHttp: number;
  readonly operations: number;
  readonly operationsHttp: number;
  readonly intakeHealth: Readonly<Record<NodeCountry, number>>;
  readonly insightsHealth: number;
  readonly aggregationHealth: number;
} = {
  intake: { AL: 7001, BA: 7002, ME: 7003, MK: 7004, RS: 7005, XK: 7006 },
  intakeHttp: { AL: 7101, BA: 7102, ME: 7103, MK: 7104, RS: 7105, XK: 7106 },
  insights: 7010,
  insightsHttp: 8080,
  operations: 7030,
  operationsHttp: 7040,
  intakeHealth: { AL: 9101, BA: 9102, ME: 9103, MK: 9104, RS: 9105, XK: 9106 },
  insightsHealth: 9110,
  aggregationHealth: 9120,
};
