export type { Certificates } from './certificates.ts';
export { getRetention, type ListedAudit, listAudit, verifyAudit } from './in-process/audit-calls.ts';
export { type Failure, failure, unary } from './in-process/calls.ts';
export { type InProcessFiles, makeRegionFiles } from './in-process/files.ts';
export type { RegionAggregation } from './in-process/region-aggregation.ts';
export {
  type ApprovalMethod,
  MEMBERS,
  type RawAnswer,
  type RegionInsights,
  textOf,
  UNKNOWN_SESSION,
} from './in-process/region-insights.ts';
export type { RegionNode } from './in-process/region-node.ts';
export type { InProcessOptions, InProcessRegion, ReleasedFixtures } from './in-process-region.ts';
export { type NodeClient, nodeClient, type ReportFields } from './node-client.ts';
export { hear, orderAtStep } from './ordered-steps.ts';
export { freeRegionPorts, portsAt, type RegionPorts } from './ports.ts';
export type { ProcessRegion, ProcessRegionOptions } from './process-region.ts';
export { DEFECTS, type Defect } from './programs/break-on-purpose.ts';
export { AGGREGATION_STEPS, INTAKE_STEPS } from './programs/step-names.ts';
export type { StepNews } from './programs/steps.ts';
export { dumpKeys, openRawRedis, type RawRedis, RedisRefusal, type RedisReply } from './raw-redis.ts';
export { type RegionFiles, writeRegionFiles } from './region-files.ts';
export { deleteTopics } from './region-topics.ts';
export { readRegistry } from './registry-file.ts';
export {
  COMPILE_CACHE,
  HEAP_OF_1_GIB,
  ROOT,
  type ServiceProcess,
  type ServiceProcessOptions,
  serviceProcess,
} from './service-process.ts';
export type { Session } from './sign-ins.ts';
export { startRegion } from './start-region.ts';
export { createTestAuthority, type TestAuthority } from './test-authority.ts';
export type { TrialRegion, TrialRegionOptions } from './trial-region.ts';
