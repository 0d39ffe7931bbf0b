/** Responses of all RPCs to a caller that does not own the reports. */
import { type Connection, connect } from '@waylight/cli';
import {
  AuditKind,
  type AuditServiceService,
  ListEntriesRequest,
  type RetentionServiceService,
} from '@waylight/contracts/audit';
import { Layer, RetractionReason } from '@waylight/contracts/incident';
import {
  ComparedPeriod,
  type InsightsServiceService,
  ObjectionCode,
  WithdrawalTarget,
} from '@waylight/contracts/insights';
import {
  Activity,
  type IntakeServiceService,
  ListReportsRequest,
  Presence,
  Report,
  type SubmitReportsRequest,
} from '@waylight/contracts/intake';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';

/** Responses by call, without the time of the request. */
export type ResponsesByCall = Record<string, string>;
type Calls<Method extends string> = Readonly<Record<Method, () => Promise<unknown>>>;

/** Ids that another organisation may use. The responses must not depend on that. */
export type ForeignIds = { readonly reportId: string; readonly activityId: string };

/** Time without messages after which a stream has sent everything. On a busy machine the first message takes a second. */
export const SILENCE_MS = 3_000;

export function connectTo(dataDir: string, as: string | { readonly operator: true }): Promise<Connection> {
  const context = {
    env: { noColour: true },
    cwd: process.cwd(),
    signal: new AbortController().signal,
    printMessage: () => undefined,
  };
  return typeof as === 'string'
    ? connect(context, { data: dataDir, as })
    : connect(context, { data: dataDir }, { operator: true });
}

const question = (more: Parameters<typeof TrendQuestion.fromPartial>[0]) => TrendQuestion.fromPartial(more);

/** Questions with answers from tables, margins and the public record, and one without an answer. */
const QUESTIONS = [
  ...[Unit.REPORTS, Unit.INCIDENTS, Unit.VICTIMS].flatMap((unit) => [
    question({ layer: Layer.PUBLIC_RECORD, unit }),
    question({ layer: Layer.REPORTS, unit }),
    question({
      layer: Layer.REPORTS,
      unit,
      period: PeriodKind.MONTH,
      by: [Dimension.PERIOD, Dimension.COUNTRY, Dimension.TYPE_GROUP],
    }),
  ]),
  question({
    layer: Layer.PUBLIC_RECORD,
    by: [Dimension.PERIOD, Dimension.COUNTRY, Dimension.TYPE, Dimension.CAUSE],
  }),
  ...[Layer.PUBLIC_RECORD, Layer.REPORTS].map((layer) =>
    question({ layer, by: [Dimension.AREA, Dimension.SOURCE_QUALITY, Dimension.PLACE_PRECISION] }),
  ),
  question({ layer: Layer.REPORTS, by: [Dimension.PERIOD] }),
  question({ layer: Layer.REPORTS, by: [Dimension.PERIOD, Dimension.SHARE_WITH] }),
  question({ layer: Layer.REPORTS, period: PeriodKind.WEEK, by: [Dimension.PERIOD, Dimension.TYPE_GROUP] }),
  question({
    layer: Layer.REPORTS,
    by: [Dimension.PERIOD],
    filters: [{ dimension: Dimension.COUNTRY, values: ['MK'] }],
  }),
];

/** Ids of a future period, of an unknown table, and an empty one. A test adds one of an existing release. */
export const RELEASE_IDS: string[] = [
  'country-month.2099-01.partners',
  'region-type-month.2025-01.partners',
  '',
];

export async function collectInsightsResponses(connection: Connection): Promise<ResponsesByCall> {
  const insights = await connection.insights();
  const every = (ask: (question: TrendQuestion) => Promise<unknown>) => () =>
    Promise.all(QUESTIONS.map((one) => resultOrError(() => ask(one))));
  const everyRelease = (ask: (releaseId: string) => Promise<unknown>) => () =>
    Promise.all(RELEASE_IDS.map((releaseId) => resultOrError(() => ask(releaseId))));
  const answers: Calls<keyof typeof InsightsServiceService> = {
    getTrends: every((one) => insights.getTrends({ question: one })),
    explain: every((one) => insights.explain({ question: one })),
    getCompleteness: () =>
      Promise.all(
        ['', '2025', 'March'].map((from) => resultOrError(() => insights.getCompleteness({ from, to: '' }))),
      ),
    listChanges: everyRelease((releaseId) =>
      insights.listChanges({ releaseId, against: ComparedPeriod.PREVIOUS }),
    ),
    getRelease: everyRelease((releaseId) => insights.getRelease({ releaseId })),
    getReleaseKeys: () => insights.getReleaseKeys({}),
    getReleasePlan: () => insights.getReleasePlan({}),
    watchReleases: () =>
      readUntilSilent(
        insights.watchReleases({ resumeToken: '', includeChanges: false }, { timeoutMs: SILENCE_MS }),
      ),
    getRegionStatus: async () => ({ ...(await insights.getRegionStatus({})), at: undefined }),
    requestRelease: everyRelease((releaseId) => insights.requestRelease({ releaseId })),
    approveRelease: everyRelease((releaseId) => insights.approveRelease({ releaseId, forOrganisation: '' })),
    objectToRelease: everyRelease((releaseId) =>
      insights.objectToRelease({ releaseId, code: ObjectionCode.NOT_AGREED }),
    ),
    withdrawRelease: everyRelease((releaseId) =>
      insights.withdrawRelease({ releaseId, target: WithdrawalTarget.RELEASE }),
    ),
    delegateApproval: everyRelease((releaseId) =>
      insights.delegateApproval({ toOrganisation: 'DRC', releaseId, revoke: true }),
    ),
    getApprovals: everyRelease((releaseId) => insights.getApprovals({ releaseId })),
  };
  return collectResponses(answers);
}

export async function collectIntakeResponses(
  connection: Connection,
  own: string,
  { reportId, activityId }: ForeignIds,
): Promise<ResponsesByCall> {
  const intake = await connection.intake('MK');
  const report = Report.fromPartial({
    reportId,
    occurredOn: '2025-03-14',
    country: 'MK',
    types: ['pushback'],
    shareWith: 'public',
  });
  const activity = Activity.fromPartial({
    activityId,
    fromDay: '2025-03-01',
    toDay: '2025-03-02',
    country: 'MK',
    present: true,
    presence: Presence.PRESENT,
  });
  const list = (more: Parameters<typeof ListReportsRequest.fromPartial>[0]) =>
    resultOrError(() => intake.listReports(ListReportsRequest.fromPartial(more)));
  const retraction = { reportId, baseRevision: 0, reason: RetractionReason.MISTAKE, validateOnly: false };
  const answers: Calls<keyof typeof IntakeServiceService> = {
    getReceipt: () =>
      Promise.all([reportId, own].map((id) => resultOrError(() => intake.getReceipt({ reportId: id })))),
    listReports: () =>
      Promise.all([
        list({}),
        list({ pageSize: 1 }),
        list({ reportIds: [reportId] }),
        list({ importId: 'theirs' }),
        list({ pageToken: Buffer.from(reportId).toString('base64url') }),
      ]),
    getReview: () => resultOrError(() => intake.getReview({})),
    getOwnTrends: () =>
      Promise.all(QUESTIONS.map((one) => resultOrError(() => intake.getOwnTrends({ question: one })))),
    listCodes: () => intake.listCodes({ list: '', language: 'mk' }),
    watchReceipts: () =>
      Promise.all(
        [[], [reportId], [own]].map((reportIds) =>
          readUntilSilent(intake.watchReceipts({ resumeToken: '', reportIds }, { timeoutMs: SILENCE_MS })),
        ),
      ),
    submitReport: () => resultOrError(() => intake.submitReport({ report, validateOnly: true })),
    previewReport: () => resultOrError(() => intake.previewReport({ report })),
    reviseReport: () =>
      resultOrError(() => intake.reviseReport({ report, baseRevision: 1, validateOnly: false })),
    retractReport: () => resultOrError(() => intake.retractReport(retraction)),
    narrowSharing: () =>
      resultOrError(() =>
        intake.narrowSharing({ reportId, shareWith: 'country', baseRevision: 0, validateOnly: false }),
      ),
    submitReports: () =>
      readUntilSilent(
        intake.submitReports(
          singleRequest({ ordinal: 1n, operation: { $case: 'retract', value: retraction } }),
        ),
      ),
    submitActivity: () => resultOrError(() => intake.submitActivity({ activity, validateOnly: true })),
    reviseActivity: () =>
      resultOrError(() => intake.reviseActivity({ activity, baseRevision: 1, validateOnly: false })),
  };
  return collectResponses(answers);
}

/** Matches audit entries about the calls of the test itself. */
const KINDS_CAUSED_BY_READING: ReadonlySet<AuditKind> = new Set([
  AuditKind.ACCESS_REFUSED,
  AuditKind.AUDIT_READ,
  AuditKind.REPORTS_LISTED,
  AuditKind.RECEIPTS_WATCHED,
  AuditKind.OWN_TRENDS_READ,
  AuditKind.REVIEW_READ,
  AuditKind.REPORT_PREVIEWED,
  AuditKind.RETENTION_READ,
]);

type Audited = 'MK' | 'aggregation' | 'insights';

export async function collectAuditResponses(connection: Connection, of: Audited): Promise<ResponsesByCall> {
  const audit = await connection.audit(of);
  const entries = async () => {
    const listed: unknown[] = [];
    for await (const { part } of audit.listEntries(ListEntriesRequest.fromPartial({})))
      if (part?.$case !== 'entry' || !KINDS_CAUSED_BY_READING.has(part.value.kind)) listed.push(part);
    return listed;
  };
  const answers: Calls<keyof typeof AuditServiceService | keyof typeof RetentionServiceService> = {
    // Insights stores no reports, and has no such endpoint.
    getRetention: async () =>
      of === 'insights'
        ? 'PERMISSION_DENIED: there is no such endpoint'
        : (await connection.retention(of)).getRetention({}),
    listEntries: () =>
      Promise.all([
        resultOrError(entries),
        resultOrError(() =>
          readUntilSilent(audit.listEntries(ListEntriesRequest.fromPartial({ fullChain: true }))),
        ),
      ]),
    verifyChain: () => resultOrError(() => audit.verifyChain({})),
  };
  return collectResponses(answers);
}

async function* singleRequest(request: SubmitReportsRequest): AsyncGenerator<SubmitReportsRequest> {
  yield request;
}

async function collectResponses(answers: Calls<string>): Promise<ResponsesByCall> {
  const all: ResponsesByCall = {};
  for (const [method, ask] of Object.entries(answers)) all[method] = toJson(await resultOrError(ask));
  return all;
}

async function resultOrError(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    const { code, message, violations } = Object(error);
    return { code, message, violations };
  }
}

/** Messages of a stream until it is silent. */
async function readUntilSilent(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const messages: unknown[] = [];
  const end = await resultOrError(async () => {
    for await (const one of stream) messages.push(one);
  });
  return [...messages, end];
}

export function toJson(value: unknown = ''): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));
}
