import { setTimeout as delay } from 'node:timers/promises';
import { Metadata } from '@grpc/grpc-js';
import type { IntakeServiceClient, ListReportsResponse } from '@waylight/contracts/intake';
import { isFinalReceipt } from './check-history.ts';
import { connectNode, toSeenReceipt } from './client-calls.ts';
import { ORGANISATIONS } from './clients.ts';
import type { CheckedRegion } from './faulty-region.ts';
import { type History, nameOf, type SeenReceipt } from './history.ts';
import { followReport } from './report-states.ts';

const PAGE = 1_000;
const EVERY_MS = 1_000;

export type Settled = {
  readonly receipts: ReadonlyMap<string, SeenReceipt>;
  /** Reports without a final receipt at the deadline; the checker reports them. */
  readonly waiting: number;
};

/** Waits until the receipt of every report is final, or until the deadline, and returns all receipts. */
export async function settle(faulty: CheckedRegion, history: History, deadlineMs: number): Promise<Settled> {
  const deadline = performance.now() + deadlineMs;
  const reports = Map.groupBy(
    history.operations.toSorted((a, b) => a.invokedAt - b.invokedAt),
    nameOf,
  );
  const possible = new Map([...reports].map(([name, operations]) => [name, followReport(operations).states]));
  for (;;) {
    const receipts = await allReceipts(faulty).catch(() => undefined);
    const waiting =
      receipts === undefined
        ? possible.size
        : [...possible].filter(
            ([name, states]) => !states.some((state) => isFinalReceipt(receipts.get(name), state)),
          ).length;
    if (receipts !== undefined && (waiting === 0 || performance.now() > deadline))
      return { receipts, waiting };
    if (performance.now() > deadline + deadlineMs)
      throw new Error('a node still does not answer after the faults');
    await delay(EVERY_MS);
  }
}

async function allReceipts(faulty: CheckedRegion): Promise<Map<string, SeenReceipt>> {
  const receipts = new Map<string, SeenReceipt>();
  for (const country of faulty.countries)
    for (const organisation of ORGANISATIONS[country]) {
      const client = connectNode(
        faulty.region.ports.intake(country),
        faulty.region.certificates.organisation(organisation),
      );
      try {
        let pageToken = '';
        do {
          const page = await listReports(client, pageToken);
          for (const { receipt } of page.reports)
            if (receipt !== undefined)
              receipts.set(
                nameOf({ country, organisation, reportId: receipt.reportId }),
                toSeenReceipt(receipt),
              );
          pageToken = page.nextPageToken;
        } while (pageToken !== '');
      } finally {
        client.close();
      }
    }
  return receipts;
}

function listReports(client: IntakeServiceClient, pageToken: string): Promise<ListReportsResponse> {
  const request = {
    pageSize: PAGE,
    pageToken,
    reportIds: [],
    importId: '',
    states: [],
    occurredFrom: '',
    occurredTo: '',
  };
  return new Promise((resolve, reject) => {
    client.listReports(request, new Metadata(), { deadline: Date.now() + 20_000 }, (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    );
  });
}
