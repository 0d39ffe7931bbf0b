/**
 * Allowed dependencies: contracts → pure packages → ports and adapters → services. Every package must be listed, with all its
 * dependencies. Names are without their scope.
 */
export const ALLOWED_DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  // Pure: no input or output, no clock, no environment, no randomness.
  calendar: [],
  taxonomy: ['calendar'],
  pseudonymisation: ['calendar'],
  // Texts, explanations and exports of released numbers; for services, commands and browsers.
  presentation: ['contracts', 'calendar', 'taxonomy'],
  trends: ['contracts', 'calendar', 'taxonomy', 'presentation'],
  'disclosure-control': ['contracts', 'calendar', 'taxonomy', 'presentation'],
  bulletin: ['taxonomy', 'presentation', 'disclosure-control'],
  // Runs in its own process, with a deadline.
  'disclosure-audit': ['calendar', 'disclosure-control'],
  // Ports and their adapters.
  'event-log': ['contracts', 'service-kit', 'sqlite'],
  'view-store': ['sqlite'],
  // Opens every SQLite file.
  sqlite: ['service-kit'],
  // Copies of databases, and their checks.
  backup: ['audit', 'event-log', 'service-kit', 'sqlite'],
  // Folders, settings and exchanged files of a machine; opens no file.
  deployment: ['contracts'],
  // The keys file of a node.
  'node-keys': ['contracts', 'access'],
  // Contains nothing about incidents: of the contracts it uses only `google.rpc`.
  'service-kit': ['contracts'],
  // Some of its folders are pure: see PURE.
  access: ['contracts', 'service-kit'],
  audit: ['contracts', 'calendar', 'access', 'event-log', 'service-kit', 'sqlite'],
  // Spreadsheets: mappings, templates, coding and sending.
  import: ['contracts', 'taxonomy', 'service-kit'],
  // Programs other than services.
  cli: [
    'contracts',
    'calendar',
    'taxonomy',
    'access',
    'audit',
    'trends',
    'disclosure-control',
    'presentation',
    'import',
    // Needed by doctor, which checks log and store, and by topics.
    'event-log',
    'view-store',
    // Needed by node and region.
    'deployment',
    // Needed by restore.
    'backup',
    'node-keys',
    'pseudonymisation',
    'sqlite',
    'service-kit',
  ],
  simulator: ['contracts', 'calendar', 'taxonomy'],
  testing: [],
  // Services share proto/, and never import each other.
  intake: [
    'contracts',
    'calendar',
    'taxonomy',
    'pseudonymisation',
    'access',
    'audit',
    'trends',
    'presentation',
    'backup',
    'node-keys',
    'event-log',
    'service-kit',
    'sqlite',
  ],
  aggregation: [
    'contracts',
    'calendar',
    'taxonomy',
    'access',
    'audit',
    'trends',
    'disclosure-control',
    'disclosure-audit',
    'backup',
    'event-log',
    'view-store',
    'service-kit',
  ],
  insights: [
    'contracts',
    'calendar',
    'access',
    'audit',
    'backup',
    'trends',
    'presentation',
    'disclosure-control',
    'bulletin',
    'event-log',
    'view-store',
    'service-kit',
    'sqlite',
  ],
  // For browsers: it calls insights over HTTP, and nodes for own numbers.
  // Of contracts the audiences.
  dashboard: ['contracts', 'calendar', 'presentation', 'taxonomy', 'disclosure-control', 'bulletin'],
  // The trial: all services in one process, with example data and a sign-in provider.
  trial: [
    'contracts',
    'calendar',
    'taxonomy',
    'access',
    'trends',
    'disclosure-control',
    'presentation',
    'event-log',
    'view-store',
    'service-kit',
    'simulator',
    'import',
    'node-keys',
    'intake',
    'aggregation',
    'insights',
    'dashboard',
  ],
};

/** Folders of pure code: the same arguments always give the same result. */
export const PURE = [
  'packages/calendar/src',
  'packages/taxonomy/src',
  'packages/pseudonymisation/src',
  'packages/access/src/pure',
  'packages/audit/src/chain',
  'packages/trends/src',
  'packages/presentation/src',
  'packages/disclosure-control/src',
  'packages/bulletin/src',
  'services/insights/src/verdict',
] as const;

/** Drivers, and the folders that may import them. */
export const DRIVER_OWNERS: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ['packages/event-log/src/kafka'],
  redis: ['packages/view-store/src/redis'],
  '@redis/client': ['packages/view-store/src/redis'],
  'node:sqlite': ['packages/sqlite/src'],
  'openid-client': ['services/insights/src/sign-in'],
  nodemailer: ['services/insights/src/delivery'],
  standardwebhooks: ['services/insights/src/delivery'],
  jose: ['services/insights/src/sign-in'],
  'oidc-provider': ['services/trial/src/provider'],
  'tough-cookie': ['packages/testing/src'],
  // SQLite with encryption. Tests read files without our opener, to check its result.
  'age-encryption': ['packages/node-keys/src'],
  'better-sqlite3-multiple-ciphers': ['packages/sqlite/src', 'packages/testing/src'],
  highs: ['packages/disclosure-audit/src'],
  pino: ['packages/service-kit/src'],
  'prom-client': ['packages/service-kit/src'],
  fastify: [
    'packages/service-kit/src',
    'services/intake/src/http',
    'services/aggregation/src/http',
    'services/insights/src/http',
  ],
  '@grpc/grpc-js': ['packages/service-kit/src', 'packages/contracts/src', 'packages/cli/src'],
};

/** Packages for tests only, and the files outside of `tests/` that may import them. */
export const TEST_ONLY_PACKAGES: Readonly<Record<string, RegExp>> = {
  testing: /(\.test\.tsx?$|\.fixture\.ts$|-for-tests\.ts$|\/(testing|conformance)\/)/,
  // It starts services, so it and the tests of a service depend on each other.
  'tests-region': /(\.int\.test\.ts$|\/testing\/)/,
};

/** Names that do not describe their content. */
export const VAGUE_NAMES = ['common', 'shared', 'core', 'utils', 'util', 'helpers', 'misc'] as const;

/** Folders of the dashboard's sources, highest first: a file imports from its own folder and from lower ones. */
export const DASHBOARD_FOLDERS = ['app', 'pages', 'ui', 'export', 'model', 'api', 'text'];

/** Programs and packages that show numbers. Insights alone compares those of two periods, so that there is one verdict. */
export const CLIENTS = /^(?:packages\/(?:bulletin|cli|presentation)|services\/dashboard)\//;

/** Files of a node that may use files, with the reason. None of them opens the file of a ledger. */
export const NODE_FILES: Readonly<Record<string, string>> = {
  'services/intake/src/ledger/database.ts': 'syncs the write-ahead log',
  'services/intake/src/backup/backups.ts': 'creates the folder of the backups',
  'services/intake/src/guards/process-guard.ts': 'reads the limits of the process',
};

/** Files of clients that may look for an earlier period, with the reason. */
export const EARLIER_PERIODS: Readonly<Record<string, string>> = {
  'services/dashboard/src/model/period.ts': 'defines the steps',
  'services/dashboard/src/model/silence.ts': 'joins months of silence',
  'services/dashboard/src/pages/bulletin/monthly-bulletin.ts': 'binds the numbers of earlier periods',
};
