/**
 * The arrows: contracts → pure packages → ports and adapters → services. A package that is not here may not exist;
 * an arrow that is not here may not be drawn. Names are without their scope.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  // Pure: no input or output, no clock, no environment, no randomness.
  calendar: [],
  taxonomy: ['calendar'],
  pseudonymisation: ['calendar'],
  registry: ['contracts'],
  audit: ['contracts', 'calendar'],
  access: ['contracts', 'registry'],
  trends: ['contracts', 'calendar', 'taxonomy'],
  // What released numbers read as; for programs of people and for their browsers.
  reading: ['taxonomy'],
  // What an answer says of itself; for services, and for browsers.
  'method-notes': ['taxonomy'],
  // Tables on their way out, from the command and from the pages.
  'tables-out': ['calendar', 'reading'],
  'disclosure-control': ['calendar', 'method-notes', 'reading'],
  bulletin: ['taxonomy', 'method-notes', 'disclosure-control'],
  // Works in a thread of its own, to a deadline.
  'disclosure-attack': ['disclosure-control'],
  // Ports and their adapters.
  'event-log': ['contracts', 'service-kit'],
  'view-store': [],
  // Knows no incident.
  'service-kit': [],
  // Follows the file.
  'registry-file': ['registry', 'service-kit'],
  // Asks the table of access at every door of a server.
  doorkeeper: ['contracts', 'registry', 'access', 'service-kit'],
  // A service's audit, in whichever database the service has.
  'audit-trail': ['contracts', 'calendar', 'registry', 'doorkeeper', 'audit', 'event-log', 'service-kit'],
  // What stands beside the services.
  cli: [
    'contracts',
    'calendar',
    'taxonomy',
    'registry',
    'registry-file',
    'access',
    'audit',
    'trends',
    'disclosure-control',
    'reading',
    'tables-out',
    // What doctor asks of log and store.
    'event-log',
    'view-store',
    'service-kit',
  ],
  simulator: ['contracts', 'calendar', 'taxonomy'],
  testing: [],
  // An OpenID provider of our own, where there is no other: the trial's, and that of tests.
  'trial-provider': ['service-kit'],
  // Services meet in proto/, never in each other.
  intake: [
    'contracts',
    'calendar',
    'taxonomy',
    'pseudonymisation',
    'registry',
    'registry-file',
    'access',
    'doorkeeper',
    'audit',
    'audit-trail',
    'trends',
    'method-notes',
    'event-log',
    'service-kit',
  ],
  aggregation: [
    'contracts',
    'calendar',
    'taxonomy',
    'registry',
    'registry-file',
    'access',
    'doorkeeper',
    'audit',
    'audit-trail',
    'trends',
    'disclosure-control',
    'disclosure-attack',
    'event-log',
    'view-store',
    'service-kit',
  ],
  insights: [
    'contracts',
    'taxonomy',
    'registry',
    'registry-file',
    'access',
    'doorkeeper',
    'audit',
    'audit-trail',
    'trends',
    'method-notes',
    'disclosure-control',
    'bulletin',
    'event-log',
    'view-store',
    'service-kit',
  ],
  // For browsers: it speaks to insights over HTTP, and to nodes about own numbers.
  dashboard: [
    'calendar',
    'method-notes',
    'reading',
    'tables-out',
    'taxonomy',
    'disclosure-control',
    'bulletin',
  ],
  // The trial composition: all services in one process, and the example data that it loads through their doors.
  region: [
    'contracts',
    'calendar',
    'taxonomy',
    'registry',
    'trends',
    'disclosure-control',
    'tables-out',
    'event-log',
    'view-store',
    'service-kit',
    'simulator',
    'cli',
    'trial-provider',
    'intake',
    'aggregation',
    'insights',
    'dashboard',
  ],
};

/** Packages that do the same today and tomorrow with the same arguments. */
export const PURE = [
  'calendar',
  'taxonomy',
  'pseudonymisation',
  'registry',
  'audit',
  'access',
  'trends',
  'reading',
  'method-notes',
  'tables-out',
  'disclosure-control',
  'bulletin',
] as const;

/** One driver, one owner: where a driver may be imported, as the beginning of a path. */
export const DRIVER_OWNERS: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ['packages/event-log/src/kafka'],
  redis: ['packages/view-store/src/redis'],
  '@redis/client': ['packages/view-store/src/redis'],
  'node:sqlite': [
    'packages/event-log/src/embedded',
    'packages/view-store/src/embedded',
    // The audit of a service without a database of its own.
    'packages/audit-trail/src/file',
    // What people add at the region: approvals, and that they have signed in.
    'services/insights/src/database',
  ],
  'openid-client': ['services/insights/src/sign-in'],
  jose: ['services/insights/src/sign-in'],
  'oidc-provider': ['packages/trial-provider/src'],
  'tough-cookie': ['packages/testing/src'],
  // SQLite with encryption.
  'better-sqlite3-multiple-ciphers': ['services/intake/src/ledger', 'packages/testing/src'],
  highs: ['packages/disclosure-attack/src'],
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

/** Packages that nothing depends on in production, and the files outside of `tests/` that may import each of them. */
export const FOR_TESTS_ALONE: Readonly<Record<string, RegExp>> = {
  testing: /(\.test\.ts$|\.fixture\.ts$|-for-tests\.ts$|\/(testing|conformance)\/)/,
  // It starts services, so that the tests of a service depend in a circle on what depends on it.
  'tests-region': /(\.int\.test\.ts$|\/testing\/)/,
};

/** Names that say nothing about what is inside. */
export const EMPTY_NAMES = ['common', 'shared', 'core', 'utils', 'util', 'helpers', 'misc'] as const;

/** Past 200 lines, look for the second thing a file does; this is the end. */
export const MOST_LINES = 350;
