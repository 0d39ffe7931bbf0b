/** The variables of a service that the doctor reads. A test compares them with docs/configuration.md. */
export type ServiceVariables = {
  readonly service: string;
  /** A variable by which doctor detects the service: every configuration sets it. */
  readonly presenceVariable: string;
  /** Variables of data folders, or of database files, whose folders are checked. */
  readonly data: readonly string[];
  /** The key with which the service encrypts the files in its first folder. */
  readonly encryptedWith?: string;
  readonly secrets: readonly string[];
  readonly certificates: readonly string[];
};

const tls = (service: string) => `WAYLIGHT_${service}_TLS`;
const kafka = (service: string) => `WAYLIGHT_${service}_KAFKA`;
const certificateVariables = (...prefixes: readonly string[]): readonly string[] =>
  prefixes.flatMap((prefix) => [`${prefix}_CA_FILE`, `${prefix}_CERTIFICATE_FILE`]);

export const REGISTRY_VARIABLE = 'WAYLIGHT_REGISTRY_FILE';
export const LOCAL_NETWORK_VARIABLE = 'WAYLIGHT_LOCAL_NETWORK';

export const SERVICE_VARIABLES: readonly ServiceVariables[] = [
  {
    service: 'intake',
    presenceVariable: 'WAYLIGHT_INTAKE_DATA_DIR',
    data: ['WAYLIGHT_INTAKE_DATA_DIR', 'WAYLIGHT_EVENT_LOG_FILE'],
    encryptedWith: 'WAYLIGHT_INTAKE_KEYS_FILE',
    secrets: [
      'WAYLIGHT_INTAKE_KEYS_FILE',
      `${tls('INTAKE')}_KEY_FILE`,
      'WAYLIGHT_INTAKE_HTTP_KEY_FILE',
      `${kafka('INTAKE')}_KEY_FILE`,
    ],
    certificates: [
      ...certificateVariables(tls('INTAKE'), kafka('INTAKE')),
      'WAYLIGHT_INTAKE_HTTP_CERTIFICATE_FILE',
    ],
  },
  {
    service: 'aggregation',
    presenceVariable: 'WAYLIGHT_AGGREGATION_AUDIT_FILE',
    data: [
      'WAYLIGHT_AGGREGATION_AUDIT_FILE',
      'WAYLIGHT_VIEW_STORE_FILE',
      'WAYLIGHT_RELEASED_FILE',
      'WAYLIGHT_EVENT_LOG_FILE',
    ],
    secrets: [
      'WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE',
      'WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE',
      'WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE',
      'WAYLIGHT_AGGREGATION_RELEASED_REDIS_PASSWORD_FILE',
      `${tls('AGGREGATION')}_KEY_FILE`,
      `${kafka('AGGREGATION')}_KEY_FILE`,
    ],
    certificates: [
      ...certificateVariables(tls('AGGREGATION'), kafka('AGGREGATION')),
      'WAYLIGHT_AGGREGATION_REDIS_CA_FILE',
    ],
  },
  {
    service: 'insights',
    presenceVariable: 'WAYLIGHT_INSIGHTS_DATABASE_FILE',
    data: [
      'WAYLIGHT_INSIGHTS_DATABASE_FILE',
      'WAYLIGHT_INSIGHTS_AUDIT_FILE',
      'WAYLIGHT_RELEASED_FILE',
      'WAYLIGHT_EVENT_LOG_FILE',
    ],
    secrets: [
      `${tls('INSIGHTS')}_KEY_FILE`,
      `${kafka('INSIGHTS')}_KEY_FILE`,
      'WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE',
      'WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE',
      'WAYLIGHT_INSIGHTS_SMTP_PASSWORD_FILE',
      'WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE',
    ],
    certificates: [
      ...certificateVariables(tls('INSIGHTS'), kafka('INSIGHTS')),
      'WAYLIGHT_INSIGHTS_REDIS_CA_FILE',
    ],
  },
];
