import type { AuditServiceService, RetentionServiceService } from '@waylight/contracts/audit';
import type { InsightsServiceService } from '@waylight/contracts/insights';
import type { IntakeServiceService } from '@waylight/contracts/intake';
import type { OperationsServiceService } from '@waylight/contracts/operations';
import type { CallerKind } from './caller-kind.ts';
import {
  type Access,
  APPROVERS,
  CODE_LIST_READERS,
  EVERY_CERTIFICATE,
  EVERYBODY,
  HTTP_ACCOUNTS,
  HTTP_APPROVERS,
  HTTP_AUTHORS,
  HTTP_ORGANISATIONS,
  HTTP_READERS,
  NODE_AUDIT_VIEWERS,
  OPERATORS,
  READERS,
  REGION_AUDIT_VIEWERS,
  REPORTERS,
  RETENTION_VIEWERS,
  REVIEWERS,
  type Rule,
} from './rule.ts';

type Methods = Readonly<Record<string, { readonly path: string }>>;
/** Contains one rule for each RPC of a service. A new RPC without a rule does not compile. */
type RulesOf<Service extends Methods> = Readonly<Record<Service[keyof Service]['path'], Rule>>;

const intake: RulesOf<typeof IntakeServiceService> = {
  '/waylight.intake.v1.IntakeService/SubmitReport': REPORTERS,
  '/waylight.intake.v1.IntakeService/PreviewReport': REPORTERS,
  '/waylight.intake.v1.IntakeService/SubmitReports': REPORTERS,
  '/waylight.intake.v1.IntakeService/ReviseReport': REPORTERS,
  '/waylight.intake.v1.IntakeService/RetractReport': REPORTERS,
  '/waylight.intake.v1.IntakeService/NarrowSharing': REPORTERS,
  '/waylight.intake.v1.IntakeService/SubmitActivity': REPORTERS,
  '/waylight.intake.v1.IntakeService/ReviseActivity': REPORTERS,
  '/waylight.intake.v1.IntakeService/GetReceipt': REPORTERS,
  '/waylight.intake.v1.IntakeService/WatchReceipts': REPORTERS,
  '/waylight.intake.v1.IntakeService/ListReports': REPORTERS,
  '/waylight.intake.v1.IntakeService/GetOwnTrends': REPORTERS,
  '/waylight.intake.v1.IntakeService/GetReview': REVIEWERS,
  '/waylight.intake.v1.IntakeService/ListCodes': CODE_LIST_READERS,
};

const audit = (viewers: Rule): RulesOf<typeof AuditServiceService> => ({
  '/waylight.audit.v1.AuditService/ListEntries': viewers,
  '/waylight.audit.v1.AuditService/VerifyChain': viewers,
});

const retention: RulesOf<typeof RetentionServiceService> = {
  '/waylight.audit.v1.RetentionService/GetRetention': RETENTION_VIEWERS,
};

const operations: RulesOf<typeof OperationsServiceService> = {
  '/waylight.operations.v1.OperationsService/GetStatus': OPERATORS,
  '/waylight.operations.v1.OperationsService/ListDeadLetters': OPERATORS,
  '/waylight.operations.v1.OperationsService/Rebuild': OPERATORS,
  '/waylight.operations.v1.OperationsService/PreviewReleases': OPERATORS,
  '/waylight.operations.v1.OperationsService/CloseDuePeriods': OPERATORS,
};

const insights: RulesOf<typeof InsightsServiceService> = {
  '/waylight.insights.v1.InsightsService/GetTrends': READERS,
  '/waylight.insights.v1.InsightsService/GetCompleteness': READERS,
  '/waylight.insights.v1.InsightsService/ListChanges': READERS,
  '/waylight.insights.v1.InsightsService/Explain': READERS,
  '/waylight.insights.v1.InsightsService/GetRelease': READERS,
  '/waylight.insights.v1.InsightsService/WatchReleases': READERS,
  '/waylight.insights.v1.InsightsService/GetRegionStatus': READERS,
  '/waylight.insights.v1.InsightsService/GetReleaseKeys': EVERY_CERTIFICATE,
  '/waylight.insights.v1.InsightsService/GetReleasePlan': EVERY_CERTIFICATE,
  '/waylight.insights.v1.InsightsService/RequestRelease': APPROVERS,
  '/waylight.insights.v1.InsightsService/ApproveRelease': APPROVERS,
  '/waylight.insights.v1.InsightsService/ObjectToRelease': APPROVERS,
  '/waylight.insights.v1.InsightsService/WithdrawRelease': APPROVERS,
  '/waylight.insights.v1.InsightsService/DelegateApproval': APPROVERS,
  '/waylight.insights.v1.InsightsService/GetApprovals': APPROVERS,
};

/** Endpoints of every gRPC server. */
const COMMON_ENDPOINTS = {
  '/grpc.health.v1.Health/Check': EVERY_CERTIFICATE,
  '/grpc.health.v1.Health/Watch': EVERY_CERTIFICATE,
  '/grpc.health.v1.Health/List': EVERY_CERTIFICATE,
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo': EVERY_CERTIFICATE,
  '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo': EVERY_CERTIFICATE,
};

/** Endpoint of a request that matches no route. */
export const NO_ROUTE = 'any other address';

const health = { 'GET /health/live': EVERYBODY, 'GET /health/ready': EVERYBODY };

/** Every server with its endpoints. An RPC is named by its path, and a route by method and pattern. */
const ACCESS_TABLE = {
  node: { ...intake, ...audit(NODE_AUDIT_VIEWERS), ...retention, ...COMMON_ENDPOINTS },
  // HTTP endpoints of a node. They use the same certificates and permissions as gRPC.
  'node-http': {
    'GET /v1/own/trends': REPORTERS,
    'GET /openapi.json': CODE_LIST_READERS,
    [NO_ROUTE]: CODE_LIST_READERS,
  },
  aggregation: { ...operations, ...audit(REGION_AUDIT_VIEWERS), ...retention, ...COMMON_ENDPOINTS },
  'aggregation-http': {
    'GET /v1/releases/preview': OPERATORS,
    'POST /v1/releases/publish': OPERATORS,
    'GET /openapi.json': OPERATORS,
    [NO_ROUTE]: OPERATORS,
  },
  insights: { ...insights, ...audit(REGION_AUDIT_VIEWERS), ...COMMON_ENDPOINTS },
  'insights-http': {
    'GET /v1/trends': HTTP_READERS,
    'GET /v1/completeness': HTTP_READERS,
    'GET /v1/changes': HTTP_READERS,
    'GET /v1/releases': HTTP_READERS,
    'GET /v1/releases/:id': HTTP_READERS,
    'GET /v1/events': HTTP_READERS,
    'GET /v1/about': EVERYBODY,
    'GET /v1/release-keys': EVERYBODY,
    'GET /v1/release-plan': EVERYBODY,
    'GET /v1/status': EVERYBODY,
    'GET /v1/approvals': HTTP_APPROVERS,
    'POST /v1/approvals/delegations': HTTP_APPROVERS,
    'GET /v1/releases/:id/approval': HTTP_APPROVERS,
    'POST /v1/releases/:id/approval/request': HTTP_APPROVERS,
    'POST /v1/releases/:id/approval/approve': HTTP_APPROVERS,
    'POST /v1/releases/:id/approval/object': HTTP_APPROVERS,
    'POST /v1/releases/:id/approval/withdraw': HTTP_APPROVERS,
    'GET /v1/views': HTTP_ACCOUNTS,
    'PUT /v1/views/:id': HTTP_ACCOUNTS,
    'DELETE /v1/views/:id': HTTP_ACCOUNTS,
    'GET /v1/watches': HTTP_ORGANISATIONS,
    'PUT /v1/watches/:id': HTTP_ORGANISATIONS,
    'DELETE /v1/watches/:id': HTTP_ORGANISATIONS,
    'DELETE /v1/watches': HTTP_ORGANISATIONS,
    'GET /v1/delivery': HTTP_ORGANISATIONS,
    'PUT /v1/delivery/mail': HTTP_ORGANISATIONS,
    'PUT /v1/delivery/webhook': HTTP_ORGANISATIONS,
    'DELETE /v1/delivery/:channel': HTTP_ORGANISATIONS,
    'GET /v1/inbox': HTTP_ORGANISATIONS,
    'POST /v1/inbox/read': HTTP_ORGANISATIONS,
    'GET /v1/notes': HTTP_ORGANISATIONS,
    'POST /v1/notes': HTTP_ORGANISATIONS,
    'DELETE /v1/notes/:id': HTTP_ORGANISATIONS,
    'GET /v1/bulletins': HTTP_READERS,
    'GET /v1/bulletins/:id': HTTP_READERS,
    'PUT /v1/bulletins/:id': HTTP_AUTHORS,
    'DELETE /v1/bulletins/:id': HTTP_AUTHORS,
    'POST /v1/bulletins/:id/submit': HTTP_AUTHORS,
    'POST /v1/bulletins/:id/approve': HTTP_AUTHORS,
    'POST /v1/bulletins/:id/freeze': HTTP_AUTHORS,
    // Sign-in, sign-out and session. Responses concern only the caller.
    'GET /sign-in': EVERYBODY,
    'GET /sign-in/callback': EVERYBODY,
    'POST /sign-out': EVERYBODY,
    'GET /v1/session': EVERYBODY,
    'GET /sign-in.css': EVERYBODY,
    'GET /openapi.json': EVERYBODY,
    // Files of the dashboard, which contain no numbers.
    'GET /': EVERYBODY,
    'GET /assets/*': EVERYBODY,
    'GET /service-worker.js': EVERYBODY,
    'GET /:page': EVERYBODY,
    'GET /:page/*': EVERYBODY,
    ...health,
    [NO_ROUTE]: EVERYBODY,
  },
  // Every service has this server. By default it is reachable only from its own machine.
  'health-and-metrics': { ...health, 'GET /metrics': EVERYBODY, [NO_ROUTE]: EVERYBODY },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Rule>>>>;

export type ServerName = keyof typeof ACCESS_TABLE;

export const SERVERS = Object.keys(ACCESS_TABLE) as readonly ServerName[];

const RULES: ReadonlyMap<ServerName, ReadonlyMap<string, Rule>> = new Map(
  SERVERS.map((server) => [server, new Map<string, Rule>(Object.entries(ACCESS_TABLE[server]))]),
);

export const endpointsOf = (server: ServerName): readonly string[] => [...(RULES.get(server)?.keys() ?? [])];

export const hasEndpoint = (server: ServerName, endpoint: string): boolean =>
  RULES.get(server)?.has(endpoint) === true;

/** Returns the access of a kind of caller at an endpoint. It is `refused` for an endpoint outside of the table. */
export function accessTo(server: ServerName, endpoint: string, kind: CallerKind): Access {
  return RULES.get(server)?.get(endpoint)?.[kind] ?? 'refused';
}
