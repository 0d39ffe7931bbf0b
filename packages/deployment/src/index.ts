export { fingerprintOf } from './fingerprint.ts';
export { addressOf, isHost, namesOf } from './host.ts';
export {
  authorityLayout,
  DEFAULT_DIR,
  type NodeLayout,
  nodeLayout,
  REGION_PARTS,
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
export {
  HEALTH,
  logNameOf,
  type NamedService,
  numbersOf,
  ownVariable,
  type Port,
  SERVICES,
  type Service,
  type ServiceName,
  type Services,
  servicesOf,
} from './services.ts';
export { nodeSettings, RUNNERS, type Runner, regionSettings } from './settings.ts';
export {
  formatVariables,
  KAFKA_PORT,
  nodeVariables,
  REGION_HOSTS,
  REGION_PORTS,
  regionVariables,
  type Variables,
} from './variables.ts';
