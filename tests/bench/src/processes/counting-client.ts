/** Sends reports at a steady rate and watches their receipts: how long from the answer until the region counts them. */
import { setTimeout as delay } from 'node:timers/promises';
import { IntakeServiceClient, ReceiptState, type WatchReceiptsResponse } from '@waylight/contracts/intake';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import { benchReport } from '../bench-report.ts';

export type CountingSettings = {
  readonly address: string;
  readonly tls: TlsMaterial;
  readonly idPrefix: string;
  readonly rate: number;
  readonly seconds: number;
};
export type CountingResult = { readonly acceptedToCountedMs: readonly number[] };

const settings = JSON.parse(process.argv[2] ?? '') as CountingSettings;
const client = new IntakeServiceClient(settings.address, clientCredentials(settings.tls), {
  'grpc.enable_http_proxy': 0,
});
const total = settings.rate * settings.seconds;
const acceptedAt = new Map<string, number>();
const countedAt = new Map<string, number>();
const finished = Promise.withResolvers<void>();

const watch = client.watchReceipts({ resumeToken: '', reportIds: [] });
watch.on('data', ({ receipt }: WatchReceiptsResponse) => {
  if (receipt === undefined || receipt.state < ReceiptState.COUNTED || countedAt.has(receipt.reportId))
    return;
  countedAt.set(receipt.reportId, performance.now());
  if (countedAt.size === total) finished.resolve();
});
watch.on('error', (error) => finished.reject(error));
await new Promise((resolve) => watch.once('metadata', resolve));

const submit = (reportId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    client.submitReport({ report: benchReport(reportId), validateOnly: false }, (error) => {
      acceptedAt.set(reportId, performance.now());
      if (error === null) resolve();
      else reject(error);
    });
  });

const startedAt = performance.now();
const sent: Promise<void>[] = [];
for (let n = 0; n < total; n++) {
  await delay(Math.max(0, startedAt + (n * 1_000) / settings.rate - performance.now()));
  sent.push(submit(`${settings.idPrefix}-${n}`));
}
await Promise.all(sent);
await Promise.race([
  finished.promise,
  delay(60_000, undefined, { ref: false }).then(() => Promise.reject(new Error('not counted in time'))),
]);
watch.removeAllListeners('error').on('error', () => {});
watch.cancel();
const result: CountingResult = {
  acceptedToCountedMs: [...acceptedAt].map(([id, at]) => Math.max(0, (countedAt.get(id) ?? Number.NaN) - at)),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
client.close();
