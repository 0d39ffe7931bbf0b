/** Sends reports at a steady rate and watches their receipts: records when each was answered, and when it was counted. */
import { setTimeout as delay } from 'node:timers/promises';
import { IntakeServiceClient, ReceiptState, type WatchReceiptsResponse } from '@waylight/contracts/intake';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import { benchReport } from '../bench-report.ts';

export type CountingSettings = {
  readonly address: string;
  readonly tls: TlsMaterial;
  readonly idPrefix: string;
  readonly rate: number;
  /** Load before the measurement, at the same rate. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
};
/** In milliseconds since 1970, in the order of the answers. */
export type CountingResult = {
  readonly acceptedAtMs: readonly number[];
  readonly countedAtMs: readonly number[];
};

const COUNTED_WITHIN_MS = 60_000;

const settings = JSON.parse(process.argv[2] ?? '') as CountingSettings;
const client = new IntakeServiceClient(settings.address, clientCredentials(settings.tls), {
  'grpc.enable_http_proxy': 0,
});
const warmUp = settings.rate * settings.warmUpSeconds;
const total = warmUp + settings.rate * settings.seconds;
const acceptedAt = new Map<string, number>();
const countedAt = new Map<string, number>();
const finished = Promise.withResolvers<void>();

const watch = client.watchReceipts({ resumeToken: '', reportIds: [] });
watch.on('data', ({ receipt }: WatchReceiptsResponse) => {
  if (receipt === undefined || receipt.state < ReceiptState.COUNTED || countedAt.has(receipt.reportId))
    return;
  countedAt.set(receipt.reportId, now());
  if (countedAt.size === total) finished.resolve();
});
watch.on('error', (error) => finished.reject(error));
await new Promise((resolve) => watch.once('metadata', resolve));

const submit = (reportId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    client.submitReport({ report: benchReport(reportId), validateOnly: false }, (error) => {
      acceptedAt.set(reportId, now());
      if (error === null) resolve();
      else reject(error);
    });
  });

const startedAt = performance.now();
const sent: Promise<void>[] = [];
for (let n = 0; n < total; n++) {
  const early = startedAt + (n * 1_000) / settings.rate - performance.now();
  // The resolution of timers: reports that are due within a millisecond are sent together.
  if (early >= 1) await delay(early);
  sent.push(submit(`${settings.idPrefix}-${n}`));
}
await Promise.all(sent);
await Promise.race([
  finished.promise,
  delay(COUNTED_WITHIN_MS, undefined, { ref: false }).then(() => {
    throw new Error(`${countedAt.size} of ${total} reports were counted in time`);
  }),
]);
watch.removeAllListeners('error').on('error', () => {});
watch.cancel();
const measured = [...acceptedAt].slice(warmUp);
const result: CountingResult = {
  acceptedAtMs: measured.map(([, at]) => at),
  countedAtMs: measured.map(([id]) => countedAt.get(id) ?? Number.NaN),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
client.close();

/** Comparable between processes, and independent of changes of the clock. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
