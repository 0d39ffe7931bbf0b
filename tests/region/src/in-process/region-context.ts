import type { EventLog } from '@waylight/event-log';
import type { IntakeOverrides } from '@waylight/intake';
import type { Logger } from '@waylight/service-kit';
import type { InProcessFiles } from './files.ts';

/** A log in Kafka with a credential for each service. */
export type KafkaLog = {
  readonly address: string;
  readonly files: (
    commonName: string,
  ) => Promise<{ readonly ca: string; readonly certificate: string; readonly key: string }>;
};

/** A clock that only the test moves. */
export type RegionClock = {
  nowMs: number;
  /** How often the test has moved the clock. */
  readonly moves: number;
};

export function createClock(startMs: number): RegionClock {
  let nowMs = startMs;
  let moves = 0;
  return {
    get nowMs() {
      return nowMs;
    },
    set nowMs(ms) {
      nowMs = ms;
      moves += 1;
    },
    get moves() {
      return moves;
    },
  };
}

/** The context of all services of one region. */
export type RegionContext = {
  readonly files: InProcessFiles;
  /** A log in Kafka that services open themselves. Without it, each start of a service receives the embedded log. */
  readonly kafka: KafkaLog | undefined;
  readonly eventLogOverride: () => { readonly eventLog?: EventLog };
  readonly logger: (service: string) => Logger;
  /** Default: the machine's clock. */
  readonly clock: RegionClock | undefined;
  readonly intakeOverrides: IntakeOverrides;
  /** Additional environment variables. */
  readonly env: Readonly<Record<string, string>>;
};

/** Environment variables with which a service opens the log itself. */
export async function kafkaEnv(
  { kafka }: RegionContext,
  service: 'INTAKE' | 'AGGREGATION',
  commonName: string,
): Promise<Readonly<Record<string, string>>> {
  if (kafka === undefined) return {};
  const { ca, certificate, key } = await kafka.files(commonName);
  return {
    WAYLIGHT_EVENT_LOG: 'kafka',
    WAYLIGHT_KAFKA_BROKERS: kafka.address,
    [`WAYLIGHT_${service}_KAFKA_CA_FILE`]: ca,
    [`WAYLIGHT_${service}_KAFKA_CERTIFICATE_FILE`]: certificate,
    [`WAYLIGHT_${service}_KAFKA_KEY_FILE`]: key,
  };
}
