export { type Certificates, makeCertificates } from './certificates.ts';
export { type ContainerRegion, startContainerRegion } from './container-region.ts';
export { getRetention, type ListedAudit, listAudit, verifyAudit } from './in-process/audit-calls.ts';
export { type Failure, failure, unary } from './in-process/calls.ts';
export type { RegionAggregation } from './in-process/region-aggregation.ts';
export { makeRegionFiles, type RegionFiles } from './in-process/region-files.ts';
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
export { freeRegionPorts, type RegionPorts } from './ports.ts';
export { dumpKeys, openRawRedis, type RawRedis, RedisRefusal, type RedisReply } from './raw-redis.ts';
export { deleteTopics } from './region-topics.ts';
export { readRegistry } from './registry-file.ts';
export { type SeparateRegion, type SeparateRegionOptions, startSeparateRegion } from './separate-region.ts';
export {
  HEAP_OF_1_GIB,
  ROOT,
  type ServiceProcess,
  type ServiceProcessOptions,
  serviceProcess,
} from './service-process.ts';
export { signInsBelow } from './sign-ins.ts';
export { startRegion } from './start-region.ts';
