import type { ServerName } from '@waylight/access';

/** An endpoint that a command calls. With `option`, only if that option is set. */
export type CommandEndpoint = {
  readonly server: ServerName;
  readonly endpoint: string;
  readonly option?: string;
};

const intake = (method: string, option?: string): CommandEndpoint => ({
  server: 'node',
  endpoint: `/waylight.intake.v1.IntakeService/${method}`,
  option,
});
const insights = (method: string, option?: string): CommandEndpoint => ({
  server: 'insights',
  endpoint: `/waylight.insights.v1.InsightsService/${method}`,
  option,
});
const operations = (method: string, option?: string): CommandEndpoint => ({
  server: 'aggregation',
  endpoint: `/waylight.operations.v1.OperationsService/${method}`,
  option,
});
const atNodeOrAggregation = (method: string): readonly CommandEndpoint[] => [
  { server: 'node', endpoint: `/waylight.audit.v1.${method}`, option: '--country' },
  { server: 'aggregation', endpoint: `/waylight.audit.v1.${method}`, option: '--aggregation' },
];

const audit = (method: string): readonly CommandEndpoint[] => [
  ...atNodeOrAggregation(`AuditService/${method}`),
  { server: 'insights', endpoint: `/waylight.audit.v1.AuditService/${method}`, option: '--of-insights' },
];

/** The endpoints that each command needs; an empty list for offline commands. A test compares the table with the commands. */
export const COMMAND_ENDPOINTS: Readonly<Record<string, readonly CommandEndpoint[]>> = {
  report: [intake('SubmitReport'), intake('PreviewReport', '--preview')],
  revise: [intake('ReviseReport')],
  retract: [intake('RetractReport')],
  'consent withdraw': [intake('RetractReport')],
  'consent narrow': [intake('NarrowSharing')],
  receipt: [intake('GetReceipt')],
  reports: [intake('ListReports')],
  activity: [intake('SubmitActivity')],
  import: [intake('SubmitReports')],
  template: [],
  codes: [intake('ListCodes')],
  trends: [insights('GetTrends'), intake('GetOwnTrends', '--own')],
  completeness: [insights('GetCompleteness')],
  changes: [insights('ListChanges')],
  status: [
    insights('GetRegionStatus'),
    operations('GetStatus', '--operator'),
    intake('GetReview', '--country'),
  ],
  rebuild: [operations('Rebuild')],
  'dead-letters': [operations('ListDeadLetters')],
  'release plan': [insights('GetReleasePlan', '--region')],
  'release list': [insights('GetRegionStatus')],
  'release show': [insights('GetRelease')],
  'release export': [insights('GetRelease')],
  'release verify': [],
  'release request': [insights('RequestRelease')],
  'release approve': [insights('ApproveRelease')],
  'release object': [insights('ObjectToRelease')],
  'release withdraw': [insights('WithdrawRelease')],
  'release delegate': [insights('DelegateApproval')],
  'release approvals': [insights('GetApprovals')],
  'release keys': [insights('GetReleaseKeys')],
  'release preview': [operations('PreviewReleases')],
  'release publish': [operations('CloseDuePeriods')],
  // `topics` calls Kafka, which is not in the access table.
  'topics plan': [],
  'topics apply': [],
  'topics revoke': [],
  'registry list': [],
  'registry show': [],
  'registry add-organisation': [],
  'registry add-authority': [],
  'registry add-officer': [],
  'registry remove-authority': [],
  'registry remove-officer': [],
  'registry suspend': [],
  'registry reinstate': [],
  'certs issue': [],
  'certs list': [],
  'certs check': [],
  'certs renew': [],
  'certs revoke': [],
  'secrets export': [],
  'secrets import': [],
  'keys show': [],
  'keys share': [],
  'keys accept': [],
  'keys add-organisation': [],
  'audit show': audit('ListEntries'),
  'audit verify': audit('VerifyChain'),
  'audit retention': atNodeOrAggregation('RetentionService/GetRetention'),
  'node init': [],
  'node add': [],
  'node accept': [],
  'node renew': [],
  'region init': [],
  'region renew': [],
  up: [],
  upgrade: [],
  // `backup` and `restore` read files of a service on this machine, and write aggregation's topic of releases.
  backup: [],
  restore: [],
  // `doctor` queries log and store, which are not in the access table, and calls no endpoint but health and metrics.
  doctor: [],
};
