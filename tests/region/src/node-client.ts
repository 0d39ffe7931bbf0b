import { Metadata, type ServiceError } from '@grpc/grpc-js';
import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import { IntakeServiceClient, type Receipt, Report } from '@waylight/contracts/intake';
import { TrendAnswer, TrendQuestion } from '@waylight/contracts/trends';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';

export type ReportFields = Parameters<typeof Report.fromPartial>[0];

/** One organisation's calls to one node, each with a deadline. */
export type NodeClient = {
  readonly country: NodeCountry;
  submit(report: ReportFields): Promise<Receipt>;
  /** Asks what the node would do with a report; nothing is stored. */
  preview(report: ReportFields): Promise<void>;
  revise(report: ReportFields, baseRevision: number): Promise<Receipt>;
  retract(reportId: string): Promise<Receipt>;
  receipt(reportId: string): Promise<Receipt>;
  ownTrends(question: Parameters<typeof TrendQuestion.fromPartial>[0]): Promise<TrendAnswer>;
  close(): void;
};

const DEADLINE_MS = 10_000;

export function createNodeClient(
  country: NodeCountry,
  port: number,
  tls: TlsMaterial,
  host = 'localhost',
): NodeClient {
  const client = new IntakeServiceClient(`${host}:${port}`, clientCredentials(tls), {
    // A killed server restarts within two seconds, so the client reconnects as often.
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 500,
    'grpc.enable_http_proxy': 0,
  });
  type Callback<T> = (error: ServiceError | null, answer: T) => void;
  const call = <T>(
    start: (metadata: Metadata, options: { deadline: number }, answered: Callback<T>) => unknown,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      start(new Metadata(), { deadline: Date.now() + DEADLINE_MS }, (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      );
    });
  const receiptOf = async (answer: Promise<{ receipt?: Receipt | undefined }>): Promise<Receipt> => {
    const { receipt } = await answer;
    if (receipt === undefined) throw new Error('the response has no receipt');
    return receipt;
  };
  return {
    country,
    submit: (fields) => {
      const request = { report: Report.fromPartial(fields), validateOnly: false };
      return receiptOf(call((...rest) => client.submitReport(request, ...rest)));
    },
    preview: async (fields) => {
      await call((...rest) => client.previewReport({ report: Report.fromPartial(fields) }, ...rest));
    },
    revise: (fields, baseRevision) => {
      const request = { report: Report.fromPartial(fields), baseRevision, validateOnly: false };
      return receiptOf(call((...rest) => client.reviseReport(request, ...rest)));
    },
    retract: (reportId) => {
      const request = { reportId, baseRevision: 0, reason: RetractionReason.MISTAKE, validateOnly: false };
      return receiptOf(call((...rest) => client.retractReport(request, ...rest)));
    },
    receipt: (reportId) => receiptOf(call((...rest) => client.getReceipt({ reportId }, ...rest))),
    ownTrends: async (question) => {
      const request = { question: TrendQuestion.fromPartial(question) };
      const { answer } = await call<{ answer?: TrendAnswer | undefined }>((...rest) =>
        client.getOwnTrends(request, ...rest),
      );
      return answer ?? TrendAnswer.fromPartial({});
    },
    close: () => client.close(),
  };
}
