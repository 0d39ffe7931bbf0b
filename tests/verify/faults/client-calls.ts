import { type ClientDuplexStream, Metadata, type ServiceError } from '@grpc/grpc-js';
import { RetractionReason } from '@waylight/contracts/incident';
import {
  IntakeServiceClient,
  type Receipt,
  type Report,
  type SubmitReportsRequest,
  type SubmitReportsResponse,
} from '@waylight/contracts/intake';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import type { SeenReceipt } from './history.ts';

/** A write in the form that every try sends. */
export type Write =
  | { readonly kind: 'submit'; readonly report: Report }
  | { readonly kind: 'revise'; readonly report: Report; readonly baseRevision: number }
  | { readonly kind: 'retract'; readonly reportId: string; readonly baseRevision: number };

/** The outcome of one try. `lost`: the node may have applied it. */
export type Answer =
  | { readonly kind: 'done'; readonly receipt: SeenReceipt }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'lost'; readonly code: number };

export type Sender = { send(write: Write): Promise<Answer>; close(): void };

export const DEADLINE_MS = 4_000;
const DEADLINE_EXCEEDED = 4;
const UNKNOWN = 2;

/** Codes that the contract defines as refusals: nothing of the operation was kept. Other codes leave that open. */
const REFUSALS: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 9, 10]);

export function connectNode(port: number, tls: TlsMaterial): IntakeServiceClient {
  return new IntakeServiceClient(`localhost:${port}`, clientCredentials(tls), {
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 500,
    'grpc.enable_http_proxy': 0,
    // An idle connection is given up, as docs/integration.md recommends.
    'grpc.keepalive_time_ms': 5_000,
    'grpc.keepalive_timeout_ms': 3_000,
    // Each client has a connection of its own, as organisations do.
    'grpc.use_local_subchannel_pool': 1,
  });
}

/** One call for each write. */
export function unarySender(client: IntakeServiceClient): Sender {
  return {
    send: (write) =>
      new Promise((resolve) => {
        const options = { deadline: Date.now() + DEADLINE_MS };
        const onAnswer = (error: ServiceError | null, answer: { receipt?: Receipt | undefined }) =>
          resolve(error === null ? doneAnswer(answer.receipt) : failedAnswer(error.code));
        const metadata = new Metadata();
        if (write.kind === 'submit')
          client.submitReport({ report: write.report, validateOnly: false }, metadata, options, onAnswer);
        else if (write.kind === 'revise')
          client.reviseReport({ ...write, validateOnly: false }, metadata, options, onAnswer);
        else client.retractReport(retraction(write), metadata, options, onAnswer);
      }),
    close: () => {},
  };
}

/** Sends all writes on one stream, many at once. When the stream breaks, all of them are unanswered. */
export function streamedSender(client: IntakeServiceClient): Sender {
  let stream: ClientDuplexStream<SubmitReportsRequest, SubmitReportsResponse> | undefined;
  const waiting = new Map<bigint, (answer: Answer) => void>();
  let ordinal = 0n;
  const failAll = (code: number) => {
    stream?.cancel();
    stream = undefined;
    for (const resolve of waiting.values()) resolve({ kind: 'lost', code });
    waiting.clear();
  };
  const open = () => {
    const opened = client.submitReports();
    const isCurrent = () => stream === opened;
    opened.on('data', ({ ordinal: of, result }: SubmitReportsResponse) => {
      waiting.get(of)?.(
        result?.$case === 'accepted'
          ? doneAnswer(result.value.receipt)
          : failedAnswer(result?.value.code ?? UNKNOWN),
      );
      waiting.delete(of);
    });
    opened.on('error', (error: ServiceError) => isCurrent() && failAll(error.code));
    opened.on('end', () => isCurrent() && failAll(UNKNOWN));
    return opened;
  };
  return {
    send: (write) =>
      new Promise((resolve) => {
        stream ??= open();
        const of = ++ordinal;
        // Answers arrive in the order of the stream: if this one is missing, so are all later ones.
        const timer = setTimeout(() => waiting.has(of) && failAll(DEADLINE_EXCEEDED), DEADLINE_MS);
        waiting.set(of, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        stream.write({ ordinal: of, operation: operationOf(write) });
      }),
    close: () => failAll(UNKNOWN),
  };
}

function operationOf(write: Write): SubmitReportsRequest['operation'] {
  switch (write.kind) {
    case 'submit':
      return { $case: 'submit', value: { report: write.report, validateOnly: false } };
    case 'revise':
      return { $case: 'revise', value: { ...write, validateOnly: false } };
    case 'retract':
      return { $case: 'retract', value: retraction(write) };
    default:
      return write satisfies never;
  }
}

/** Returns the receipt of an own report: undefined if the node does not answer, `unknown` if it has no such report. */
export function getReceipt(
  client: IntakeServiceClient,
  reportId: string,
): Promise<SeenReceipt | 'unknown' | undefined> {
  return new Promise((resolve) => {
    client.getReceipt(
      { reportId },
      new Metadata(),
      { deadline: Date.now() + DEADLINE_MS },
      (error, answer) => {
        if (error === null && answer.receipt !== undefined) resolve(toSeenReceipt(answer.receipt));
        else resolve(error?.code === 5 ? 'unknown' : undefined);
      },
    );
  });
}

export const toSeenReceipt = ({ revision, state }: Receipt): SeenReceipt => ({ revision, state });

function retraction({ reportId, baseRevision }: Extract<Write, { kind: 'retract' }>) {
  return { reportId, baseRevision, reason: RetractionReason.MISTAKE, validateOnly: false };
}

function doneAnswer(receipt: Receipt | undefined): Answer {
  return receipt === undefined
    ? { kind: 'lost', code: UNKNOWN }
    : { kind: 'done', receipt: toSeenReceipt(receipt) };
}

function failedAnswer(code: number): Answer {
  return { kind: REFUSALS.has(code) ? 'refused' : 'lost', code };
}
