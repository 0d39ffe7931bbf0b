/**
 * Sends one report to a country node, with nothing but proto/, a certificate, the two public gRPC packages and protobufjs:
 *
 *   npx node examples/typescript/send-report.ts examples/report.json localhost:7004 .waylight/region/certs MYLA
 *
 * Sending the same report again is harmless: it gives the same receipt. So whatever a connection does, send again.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { credentials, loadPackageDefinition, type ServiceError, status } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import protobuf from 'protobufjs';

type Receipt = { reportId: string; revision: number; state: string };
type Answer = { receipt: Receipt; outcome: string };
type Intake = {
  SubmitReport(
    request: { report: unknown },
    options: { deadline: number },
    callback: (error: ServiceError | null, answer: Answer) => void,
  ): void;
  close(): void;
};
type IntakeConstructor = new (address: string, channel: ReturnType<typeof credentials.createSsl>) => Intake;

const [file, address, certs, organisation] = process.argv.slice(2);
if (!file || !address || !certs || !organisation) {
  console.error('usage: send-report.ts REPORT.json HOST:PORT CERTS ORGANISATION');
  process.exit(2);
}

const proto = join(import.meta.dirname, '..', '..', 'proto');
const definition = loadSync('waylight/intake/v1/intake.proto', {
  includeDirs: [proto],
  enums: String,
  defaults: true,
});
const loaded = loadPackageDefinition(definition) as unknown as {
  waylight: { intake: { v1: { IntakeService: IntakeConstructor } } };
};
const read = (...path: string[]) => readFileSync(join(certs, ...path));
const node = new loaded.waylight.intake.v1.IntakeService(
  address,
  credentials.createSsl(
    read('ca.crt'),
    read('organisations', `${organisation}.key`),
    read('organisations', `${organisation}.crt`),
  ),
);

const AGAIN: readonly number[] = [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.RESOURCE_EXHAUSTED];

// What comes with an error, of google/rpc/status.proto and google/rpc/error_details.proto.
const details = protobuf.parse(`
  syntax = "proto3";
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message BadRequest { message FieldViolation { string field = 1; string description = 2; }
    repeated FieldViolation field_violations = 1; }
  message Duration { int64 seconds = 1; int32 nanos = 2; }
  message RetryInfo { Duration retry_delay = 1; }
`).root;

function detail<T>(error: ServiceError, type: 'BadRequest' | 'RetryInfo'): T | undefined {
  const [packed] = error.metadata.get('grpc-status-details-bin');
  if (!(packed instanceof Buffer)) return undefined;
  const sent = details.lookupType('Status').decode(packed) as unknown as {
    details: { typeUrl: string; value: Uint8Array }[];
  };
  const any = sent.details.find(({ typeUrl }) => typeUrl.endsWith(`/google.rpc.${type}`));
  return any && (details.lookupType(type).decode(any.value) as T);
}

/** How long the node asks us to wait; else longer each time. */
function waitMs(error: ServiceError, attempt: number): number {
  type RetryInfo = { retryDelay?: { seconds: number | { toNumber(): number }; nanos: number } };
  const delay = detail<RetryInfo>(error, 'RetryInfo')?.retryDelay;
  return delay ? Number(delay.seconds) * 1_000 + delay.nanos / 1e6 : 250 * 2 ** attempt;
}

async function submit(report: unknown): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await new Promise<Answer>((resolve, reject) => {
        node.SubmitReport({ report }, { deadline: Date.now() + 10_000 }, (error, answer) =>
          error === null ? resolve(answer) : reject(error),
        );
      });
    } catch (error) {
      // These say nothing about the report: the same one may be sent again. Everything else needs a person.
      if (attempt === 5 || !AGAIN.includes((error as ServiceError).code)) throw error;
      await wait(waitMs(error as ServiceError, attempt));
    }
  }
}

try {
  const { receipt, outcome } = await submit(JSON.parse(readFileSync(file, 'utf8')));
  console.log(`${receipt.reportId} revision ${receipt.revision}: ${outcome}, ${receipt.state}`);
} catch (error) {
  const refusal = error as ServiceError;
  console.error(`refused: ${status[refusal.code]} ${refusal.details}`);
  type BadRequest = { fieldViolations: { field: string; description: string }[] };
  for (const { field, description } of detail<BadRequest>(refusal, 'BadRequest')?.fieldViolations ?? [])
    console.error(`  ${field}: ${description}`);
  process.exitCode = 1;
} finally {
  node.close();
}
