import {
  CauseOfDeath,
  Country,
  IncidentType,
  OriginRegion,
  Perpetrator,
  PersonGroup,
  Service,
  ServiceOutcome,
  SmugglingMethod,
} from '@waylight/contracts/incident';
import { codeByNumber, codeList, typeGroupOf } from '@waylight/taxonomy';

export const PEER_KINDS = ['dsl', 'processor'] as const;
export type PeerKind = (typeof PEER_KINDS)[number];

/** The settings of a peer, and of its Java. */
export type PeerTuning = {
  readonly java: readonly string[];
  /** Settings of Kafka Streams, and of RocksDB as `rocks.*`. */
  readonly streams: Readonly<Record<string, string | number>>;
};

const MIB = 2 ** 20;
const JAVA = ['-Xms2g', '-Xmx2g', '-XX:+UseParallelGC'];
const ROCKS = {
  'rocksdb.config.setter': 'org.waylight.peers.Rocks',
  'rocks.block.cache.bytes': 128 * MIB,
  'rocks.write.buffer.bytes': 64 * MIB,
};

/** The best settings found for each peer on the machine of decision 0009, which lists all that were tried. */
export const TUNED: Readonly<Record<PeerKind, PeerTuning>> = {
  dsl: {
    java: JAVA,
    streams: {
      'num.stream.threads': 2,
      'commit.interval.ms': 500,
      'statestore.cache.max.bytes': 256 * MIB,
      ...ROCKS,
    },
  },
  processor: {
    java: JAVA,
    streams: {
      'num.stream.threads': 2,
      'commit.interval.ms': 1_000,
      'statestore.cache.max.bytes': 64 * MIB,
      ...ROCKS,
    },
  },
};

const UNKNOWN_TYPE = 99;

/** Returns the code lists that decide in which cell an incident counts. */
export function codeLists(): Record<string, string> {
  const codes = (list: Readonly<Record<string, number>>) =>
    Object.values(list)
      .filter((code) => code > 0)
      .join(',');
  const ranks = (list: 'service' | 'serviceOutcome') =>
    codeList(list)
      .map(({ number, rank }) => `${number}:${rank}`)
      .join(',');
  const groups = [...Object.values(IncidentType), UNKNOWN_TYPE].map(
    (type) => `${type}:${typeGroupOf(codeByNumber('incidentType', type)?.id ?? 'unknown').number}`,
  );
  return {
    'codes.country': codes(Country),
    'codes.type': codes(IncidentType),
    'codes.cause': codes(CauseOfDeath),
    'codes.perpetrator': codes(Perpetrator),
    'codes.method': codes(SmugglingMethod),
    'codes.personGroup': codes(PersonGroup),
    'codes.originRegion': codes(OriginRegion),
    'codes.service': codes(Service),
    'codes.serviceOutcome': codes(ServiceOutcome),
    'codes.serviceRank': ranks('service'),
    'codes.serviceOutcomeRank': ranks('serviceOutcome'),
    'codes.typeGroup': groups.join(','),
  };
}

/** Describes all settings in one line. */
export function describeTuning({ java, streams }: PeerTuning): string {
  const settings = Object.entries({ 'processing.guarantee': 'exactly_once_v2', ...streams });
  return [...settings.map(([name, value]) => `${name}=${value}`), ...java].join(' ');
}
