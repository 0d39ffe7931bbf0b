/**
 * Sends one report to a country node, with nothing but proto/, a certificate and the two public gRPC packages:
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
      await wait(250 * 2 ** attempt);
    }
  }
}

try {
  const { receipt, outcome } = await submit(JSON.parse(readFileSync(file, 'utf8')));
  console.log(`${receipt.reportId} revision ${receipt.revision}: ${outcome}, ${receipt.state}`);
} catch (error) {
  const { code, details } = error as ServiceError;
  console.error(`refused: ${status[code]} ${details}`);
  process.exitCode = 1;
} finally {
  node.close();
}
