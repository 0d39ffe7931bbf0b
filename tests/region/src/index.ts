export type { Certificates } from './certificates.ts';
export { exampleDeath, examplePushback } from './example-reports.ts';
export { getRetention, type ListedAudit, listAudit, verifyAudit } from './in-process/audit-calls.ts';
export { callUnary, expectFailure, type Failure } from './in-process/calls.ts';
export { createRegionFiles, type InProcessFiles } from './in-process/files.ts';
export type { RegionAggregation } from './in-process/region-aggregation.ts';
export {
  type ApprovalMethod,
  MEMBERS,
  type RawResponse,
  type RegionInsights,
  readResponseText,
  UNKNOWN_SESSION,
} from './in-process/region-insights.ts';
export type { RegionNode } from './in-process/region-node.ts';
export type { InProcessOptions, InProcessRegion, ReleasedFixtures } from './in-process-region.ts';
export { createNodeClient, type NodeClient, type ReportFields } from './node-client.ts';
export { freeRegionPorts, portsAt, type RegionPorts } from './ports.ts';
export type { ProcessRegion, ProcessRegionOptions } from './process-region.ts';
export { DEFECTS, type Defect } from './programs/planted-defect.ts';
export { AGGREGATION_STEPS, INTAKE_STEPS } from './programs/step-names.ts';
export type { StepEvent } from './programs/steps.ts';
export { dumpKeys, openRawRedis, type RawRedis, RedisError, type RedisReply } from './raw-redis.ts';
export { type RegionFiles, readRegistry, writeRegionFiles } from './region-files.ts';
export { deleteTopics } from './region-topics.ts';
export { signRelease } from './release-keys.ts';
export {
  COMPILE_CACHE,
  createServiceProcess,
  HEAP_OF_1_GIB,
  ROOT,
  type ServiceProcess,
  type ServiceProcessOptions,
} from './service-process.ts';
export type { Session } from './sign-ins.ts';
export { startRegion } from './start-region.ts';
export { interruptAtStep, waitForStepEvent } from './step-interruption.ts';
export { createTestAuthority, type TestAuthority } from './test-authority.ts';
export type { LoadingRegion, TrialRegion, TrialRegionOptions } from './trial-region.ts';
