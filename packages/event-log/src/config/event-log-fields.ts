import { DEFAULT_PARTITIONS } from '@waylight/contracts';
import {
  existingFile,
  hostPort,
  list,
  localNetworkField,
  oneOf,
  text,
  wholeNumber,
} from '@waylight/service-kit';

/** The name in capitals of a service that connects to Kafka; `ADMIN` for the administrator of topics and rules. */
export type KafkaService = string;

/** Names of the variables of a service's credential. */
export function kafkaVariables(service: KafkaService) {
  return {
    ca: `WAYLIGHT_${service}_KAFKA_CA_FILE`,
    certificate: `WAYLIGHT_${service}_KAFKA_CERTIFICATE_FILE`,
    key: `WAYLIGHT_${service}_KAFKA_KEY_FILE`,
  } as const;
}

/**
 * Configuration fields of the event log. Each service has its own certificate, so the names of these variables contain the name of
 * the service.
 */
export function eventLogFields(service: KafkaService, defaultEventLog: 'kafka' | 'embedded') {
  const variables = kafkaVariables(service);
  return {
    eventLog: oneOf(['kafka', 'embedded'])
      .default(defaultEventLog)
      .describe('Which event log')
      .meta({ env: 'WAYLIGHT_EVENT_LOG' }),
    kafkaBrokers: list(hostPort())
      .optional()
      .describe('Kafka brokers to begin with; required with `kafka`')
      .meta({ env: 'WAYLIGHT_KAFKA_BROKERS' }),
    kafkaCaFile: existingFile()
      .optional()
      .describe('Certificate authority of the brokers (PEM)')
      .meta({ env: variables.ca }),
    kafkaCertificateFile: existingFile()
      .optional()
      .describe('Client certificate for the brokers (PEM)')
      .meta({ env: variables.certificate }),
    kafkaKeyFile: existingFile()
      .optional()
      .describe('Key of that certificate (PEM)')
      .meta({ env: variables.key }),
    localNetwork: localNetworkField(),
    topicPrefix: text('a prefix')
      .optional()
      .describe('Prefix of topics and groups, where several regions share one cluster')
      .meta({ env: 'WAYLIGHT_TOPIC_PREFIX' }),
    partitions: wholeNumber({ min: 1, max: 1_000 })
      .default(DEFAULT_PARTITIONS)
      .describe("Partitions of a country's topics of reports and activity; fixed once they exist")
      .meta({ env: 'WAYLIGHT_PARTITIONS' }),
  };
}

/** This field is separate, because a service may have its own default for the file. */
export function eventLogFileField(otherwise = '') {
  return text('the path of a file')
    .optional()
    .describe(`File of the embedded event log${otherwise}`)
    .meta({ env: 'WAYLIGHT_EVENT_LOG_FILE' });
}
