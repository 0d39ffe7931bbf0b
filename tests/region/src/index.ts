export { type Certificates, makeCertificates } from './certificates.ts';
export { type ContainerRegion, startContainerRegion } from './container-region.ts';
export { releaseSecret, testSeed } from './fixed.ts';
export { type NodeClient, nodeClient, type ReportFields } from './node-client.ts';
export { freeRegionPorts, portsAt, type RegionPorts } from './ports.ts';
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
export type { TrialRegion, TrialRegionOptions } from './trial-region.ts';
