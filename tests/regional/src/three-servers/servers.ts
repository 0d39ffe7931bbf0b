/** The three servers of a region, each with a caller that the registry can exclude, and another caller. */
import { Client, type ClientDuplexStream, type ClientReadableStream, type ServiceError } from '@grpc/grpc-js';
import { changeRegistry, operatorUri, organisationUri, type RegistryContent } from '@waylight/access';
import { InsightsServiceService } from '@waylight/contracts/insights';
import {
  IntakeServiceService,
  ListReportsRequest,
  Report,
  type SubmitReportsRequest,
  type SubmitReportsResponse,
  type WatchReceiptsResponse,
} from '@waylight/contracts/intake';
import { OperationsServiceService } from '@waylight/contracts/operations';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { callUnary, type InProcessRegion, startRegion } from '@waylight/tests-region';
import { marchRelease, RELEASED_MARCH } from '../released-march.ts';

/** Open streams of one caller. */
export type Streams = {
  /** The end of each stream. */
  readonly ends: Promise<readonly ServiceError[]>;
  /** The number of received messages. */
  readonly receivedCount: () => number;
  /** Uses the streams once more, and waits for a response. */
  readonly use: () => Promise<void>;
};

export type Server = {
  readonly name: 'intake' | 'aggregation' | 'insights';
  /** Its audit's chain. */
  readonly chain: string;
  readonly start: () => Promise<InProcessRegion>;
  readonly port: (region: InProcessRegion) => number;
  readonly restart: (region: InProcessRegion) => Promise<void>;
  readonly caller: { readonly id: string; readonly uri: string };
  readonly other: { readonly uri: string };
  /** A caller of the registry without access to the audit. */
  readonly outsider: { readonly organisation: number; readonly uri: string };
  readonly suspendCaller: (before: RegistryContent) => Partial<RegistryContent>;
  readonly reinstateCaller: (before: RegistryContent) => Partial<RegistryContent>;
  /** A call that both callers may make. */
  readonly call: (client: Client) => Promise<unknown>;
  /** The caller's reports there. */
  readonly countOwned: (client: Client) => Promise<number>;
  readonly openStreams: (region: InProcessRegion, client: Client) => Promise<Streams>;
};

export const clientOf = (server: Server, region: InProcessRegion, tls: TlsMaterial): Client =>
  new Client(`localhost:${server.port(region)}`, clientCredentials(tls));

const CLOCK = { clock: Date.parse('2026-03-15T10:00:00Z') };
const suspendOrganisation = (id: string) => (before: RegistryContent) => ({
  organisations: before.organisations.map((one) =>
    one.id === id ? { ...one, status: 'suspended' as const } : one,
  ),
});
const reinstateOrganisation = (id: string) => (before: RegistryContent) => {
  const next = changeRegistry(before, { kind: 'organisation-reinstated', id });
  if ('problems' in next) throw new Error(next.problems.join());
  return next.content;
};

const listReports = (client: Client) =>
  callUnary(client, IntakeServiceService.listReports, ListReportsRequest.fromPartial({}));

const intake: Server = {
  name: 'intake',
  chain: 'node-MK',
  start: () => startRegion({ run: 'in-process', registry: 'small', ...CLOCK }),
  port: (region) => region.files.ports.intake('MK'),
  restart: (region) => region.node().restart(),
  caller: { id: 'LEGIS', uri: organisationUri('LEGIS') },
  other: { uri: organisationUri('MYLA') },
  outsider: { organisation: 6, uri: organisationUri('BCHR') },
  suspendCaller: suspendOrganisation('LEGIS'),
  reinstateCaller: reinstateOrganisation('LEGIS'),
  call: listReports,
  countOwned: async (client) => (await listReports(client)).reports.length,
  async openStreams(_, client) {
    const { submitReports, watchReceipts } = IntakeServiceService;
    const submitting: ClientDuplexStream<SubmitReportsRequest, SubmitReportsResponse> =
      client.makeBidiStreamRequest(
        submitReports.path,
        submitReports.requestSerialize,
        submitReports.responseDeserialize,
      );
    const watching: ClientReadableStream<WatchReceiptsResponse> = client.makeServerStreamRequest(
      watchReceipts.path,
      watchReceipts.requestSerialize,
      watchReceipts.responseDeserialize,
      { resumeToken: '', reportIds: [] },
    );
    const ends = Promise.all([endOf(submitting), endOf(watching)]);
    let [answerCount, watchCount] = [0, 0];
    submitting.on('data', () => {
      answerCount += 1;
    });
    watching.on('data', () => {
      watchCount += 1;
    });
    const use = async (): Promise<void> => {
      const [before, n] = [answerCount, next()];
      const report = {
        reportId: `r-${n}`,
        occurredOn: '2026-03-01',
        country: 'MK',
        types: ['pushback'],
        shareWith: 'partners',
      };
      submitting.write(toSubmission(n, report));
      await waitFor('the report to be answered', () => answerCount > before);
    };
    await use();
    await waitFor('the watch to have begun', () => watchCount > 0);
    return { ends, use, receivedCount: () => answerCount + watchCount };
  },
};

const insights: Server = {
  name: 'insights',
  chain: 'insights',
  start: () =>
    startRegion({
      run: 'in-process',
      nodes: [],
      insights: true,
      registry: 'small',
      data: RELEASED_MARCH,
      ...CLOCK,
    }),
  port: (region) => region.files.ports.insights,
  restart: (region) => region.insights.restart(),
  caller: { id: 'MYLA', uri: organisationUri('MYLA') },
  other: { uri: organisationUri('BCHR') },
  outsider: { organisation: 20, uri: organisationUri('LEGIS') },
  suspendCaller: suspendOrganisation('MYLA'),
  reinstateCaller: reinstateOrganisation('MYLA'),
  call: (client) => callUnary(client, InsightsServiceService.getRegionStatus, {}),
  countOwned: async () => 0,
  async openStreams(region, client) {
    const { path, requestSerialize, responseDeserialize } = InsightsServiceService.watchReleases;
    const stream = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, {
      resumeToken: '',
      includeChanges: false,
    });
    const ends = endOf(stream).then((end) => [end]);
    let received = 0;
    stream.on('data', () => {
      received += 1;
    });
    await waitFor('the release that is there', () => received > 0);
    return {
      ends,
      receivedCount: () => received,
      async use() {
        const before = received;
        const period = `2024-${String(next()).padStart(2, '0')}`;
        const event = marchRelease('partners');
        await region.release({
          ...event,
          period,
          releaseId: event.releaseId.replace(event.period, period),
        });
        await waitFor('another release', () => received > before);
      },
    };
  },
};

const removeOperator = (id: string) => (before: RegistryContent) => ({
  operators: before.operators.filter((one) => one !== id),
});
const aggregation: Server = {
  name: 'aggregation',
  chain: 'aggregation',
  start: () =>
    startRegion({
      run: 'in-process',
      nodes: [],
      aggregation: true,
      registry: 'small',
      ...CLOCK,
      env: { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' },
    }),
  port: (region) => region.files.ports.operations,
  restart: (region) => region.aggregation.restart(),
  caller: { id: 'region', uri: operatorUri('region') },
  other: { uri: operatorUri('second') },
  outsider: { organisation: 20, uri: organisationUri('LEGIS') },
  suspendCaller: removeOperator('region'),
  reinstateCaller: ({ operators }) => ({ operators: [...operators, 'region'] }),
  call: (client) => callUnary(client, OperationsServiceService.getStatus, {}),
  countOwned: async () => 0,
  // The caller has no open streams at this server.
  openStreams: async () => ({
    ends: Promise.resolve([]),
    receivedCount: () => 0,
    use: () => Promise.resolve(),
  }),
};

export const SERVERS: readonly Server[] = [intake, aggregation, insights];

/** Numbers of reports and months, over all tests. */
let last = 0;
const next = (): number => {
  last += 1;
  return last;
};

function toSubmission(ordinal: number, report: Partial<Report>): SubmitReportsRequest {
  return {
    ordinal: BigInt(ordinal),
    operation: { $case: 'submit', value: { report: Report.fromPartial(report), validateOnly: false } },
  };
}

const endOf = (stream: { on(event: 'error', listener: (error: ServiceError) => void): unknown }) =>
  new Promise<ServiceError>((resolve) => stream.on('error', resolve));
