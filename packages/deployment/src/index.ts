export { fingerprintOf } from './fingerprint.ts';
export { addressOf, isHost, namesOf } from './host.ts';
export {
  authorityLayout,
  DEFAULT_DIR,
  type NodeLayout,
  nodeLayout,
  REGION_SERVICES,
  type RegionLayout,
  regionLayout,
  SERVICE_USER,
} from './layout.ts';
export {
  answerFingerprint,
  type NodeAnswer,
  packAnswer,
  unpackAnswer,
} from './node-answer.ts';
export { type NodeRequest, packRequest, requestFingerprint, unpackRequest } from './node-request.ts';
export { nodeSettings, regionSettings } from './settings.ts';
export {
  aggregationVariables,
  formatVariables,
  insightsVariables,
  nodeVariables,
  REGION_HOSTS,
  REGION_PORTS,
  type Variables,
} from './variables.ts';
