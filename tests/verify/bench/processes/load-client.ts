/** Sends reports to a node or to the echo server, and prints the number of answers per second. */
import { Client, Metadata } from '@grpc/grpc-js';
import {
  IntakeServiceService,
  Outcome,
  SubmitReportRequest,
  SubmitReportResponse,
  SubmitReportsRequest,
  SubmitReportsResponse,
} from '@waylight/contracts/intake';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import { benchReport } from '../bench-report.ts';

export type LoadSettings = {
  readonly address: string;
  readonly tls: TlsMaterial;
  readonly to: 'node' | 'echo';
  readonly mode: 'unary' | 'streamed';
  readonly idPrefix: string;
  readonly warmUp: number;
  readonly count: number;
  readonly inFlight: number;
};
export type LoadResult = { readonly perSecond: number; readonly messageBytes: number };

const settings = JSON.parse(process.argv[2] ?? '') as LoadSettings;
const { to, mode, warmUp, count, inFlight, idPrefix } = settings;
const client = new Client(settings.address, clientCredentials(settings.tls), { 'grpc.enable_http_proxy': 0 });
const asIs = (bytes: Buffer): Buffer => bytes;
const total = warmUp + count;

/** Encoded before the clock starts, because only the server is measured. */
const messages = Array.from({ length: total }, (_, n) => {
  const request = { report: benchReport(`${idPrefix}-${n}`), validateOnly: false };
  return Buffer.from(
    mode === 'unary'
      ? SubmitReportRequest.encode(request).finish()
      : SubmitReportsRequest.encode({
          ordinal: BigInt(n),
          operation: { $case: 'submit', value: request },
        }).finish(),
  );
});

/** Decodes every answer; that of a node must report a new and durable report. */
function check(bytes: Buffer): void {
  if (to === 'echo') {
    if (mode === 'unary') SubmitReportRequest.decode(bytes);
    else SubmitReportsRequest.decode(bytes);
    return;
  }
  const outcome =
    mode === 'unary'
      ? SubmitReportResponse.decode(bytes).outcome
      : streamedOutcome(SubmitReportsResponse.decode(bytes));
  if (outcome !== Outcome.ACCEPTED) throw new Error(`a report was not accepted: ${outcome}`);
}

function streamedOutcome({ result }: SubmitReportsResponse): number | string {
  return result?.$case === 'accepted' ? result.value.outcome : JSON.stringify(result?.value);
}

let startedAt = 0;
let answered = 0;
const finished = Promise.withResolvers<number>();
function onAnswer(): void {
  answered++;
  if (answered === warmUp) startedAt = performance.now();
  if (answered === total) finished.resolve(performance.now() - startedAt);
}

function sendUnary(): void {
  const path = to === 'echo' ? '/bench.Echo/Unary' : IntakeServiceService.submitReport.path;
  let next = 0;
  const sendNext = (): void => {
    const message = messages[next++];
    if (message === undefined) return;
    client.makeUnaryRequest(path, asIs, asIs, message, new Metadata(), {}, (error, bytes) => {
      if (error !== null || bytes === undefined) return finished.reject(error);
      check(bytes);
      onAnswer();
      sendNext();
    });
  };
  for (let i = 0; i < inFlight; i++) sendNext();
}

function sendStreamed(): void {
  const path = to === 'echo' ? '/bench.Echo/Stream' : IntakeServiceService.submitReports.path;
  const stream = client.makeBidiStreamRequest(path, asIs, asIs, new Metadata(), {});
  let next = 0;
  const fill = (): void => {
    while (next < total && next - answered < inFlight) {
      const message = messages[next++];
      if (message !== undefined && !stream.write(message)) {
        stream.once('drain', fill);
        return;
      }
    }
    if (next === total) stream.end();
  };
  stream.on('data', (bytes: Buffer) => {
    check(bytes);
    onAnswer();
    if (next < total && next - answered <= inFlight / 2) fill();
  });
  stream.on('error', (error) => finished.reject(error));
  fill();
}

if (mode === 'unary') sendUnary();
else sendStreamed();
const ms = await finished.promise;
const result: LoadResult = { perSecond: (count * 1_000) / ms, messageBytes: messages[0]?.length ?? 0 };
process.stdout.write(`${JSON.stringify(result)}\n`);
client.close();
