import { setTimeout as wait } from 'node:timers/promises';
import { Metadata, type ServiceError } from '@grpc/grpc-js';
import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import {
  IntakeServiceClient,
  ListReportsRequest,
  type ListReportsResponse,
  type Receipt,
  ReceiptState,
} from '@waylight/contracts/intake';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import { type JournalEntry, toReport } from '@waylight/simulator';

export type Senders = {
  /** Sends an entry to the node. Entries of one report are sent in their order. */
  send(node: NodeCountry, entry: JournalEntry): Promise<void>;
  /** Waits until everything that leaves its node is on the log. */
  waitUntilLogged(): Promise<void>;
  close(): void;
};

type SendersOptions = {
  readonly ca: string;
  readonly portOf: (node: NodeCountry) => number;
  readonly credentialOf: (organisation: string) => Promise<Pick<TlsMaterial, 'certificate' | 'key'>>;
  readonly signal: AbortSignal;
};

const DEADLINE_MS = 30_000;
const EVERY_MS = 20;
/** The maximum that a node returns at once. */
const MAX_IDS = 1_000;

type Known = { readonly revision: number; readonly wasShared: boolean };
type Pending = ReadonlyMap<string, 'shared' | 'retracted'>;

export function createSenders({ ca, portOf, credentialOf, signal }: SendersOptions): Senders {
  const clients = new Map<string, IntakeServiceClient>();
  const known = new Map<string, Known>();
  const pending = new Map<IntakeServiceClient, Map<string, 'shared' | 'retracted'>>();

  const clientOf = async (node: NodeCountry, organisation: string): Promise<IntakeServiceClient> => {
    const name = `${node} ${organisation}`;
    const client =
      clients.get(name) ??
      new IntakeServiceClient(
        `localhost:${portOf(node)}`,
        clientCredentials({ ca, ...(await credentialOf(organisation)) }),
      );
    clients.set(name, client);
    return client;
  };

  return {
    async send(node, entry) {
      const { reportId, organisation } = entry;
      const client = await clientOf(node, organisation);
      const { revision, wasShared } = known.get(reportId) ?? { revision: 0, wasShared: false };
      const isShared = entry.kind !== 'retracted' && entry.content.shareWith !== 'organisation';
      if (isShared || wasShared) {
        const waiting = pending.get(client) ?? new Map<string, 'shared' | 'retracted'>();
        pending.set(client, waiting.set(reportId, isShared ? 'shared' : 'retracted'));
      }
      const { receipt } = await sendEntry(client, entry, revision);
      // A correction that changes nothing makes no revision.
      known.set(reportId, { revision: receipt?.revision ?? 0, wasShared: wasShared || isShared });
    },
    async waitUntilLogged() {
      for (const [client, waiting] of pending)
        while (!(await isLogged(client, waiting))) await wait(EVERY_MS, undefined, { signal });
      pending.clear();
    },
    close() {
      for (const client of clients.values()) client.close();
    },
  };
}

type Written = { readonly receipt?: Receipt | undefined };

function sendEntry(client: IntakeServiceClient, entry: JournalEntry, baseRevision: number): Promise<Written> {
  const { kind, reportId } = entry;
  const validateOnly = false;
  switch (kind) {
    case 'submitted': {
      const request = { report: toReport(reportId, entry.content), validateOnly };
      return callAsPromise<Written>((...rest) => client.submitReport(request, ...rest));
    }
    case 'revised': {
      const request = { report: toReport(reportId, entry.content), baseRevision, validateOnly };
      return callAsPromise<Written>((...rest) => client.reviseReport(request, ...rest));
    }
    case 'retracted': {
      const request = { reportId, baseRevision, reason: RetractionReason.MISTAKE, validateOnly };
      return callAsPromise<Written>((...rest) => client.retractReport(request, ...rest));
    }
    default:
      return kind satisfies never;
  }
}

async function isLogged(client: IntakeServiceClient, waiting: Pending): Promise<boolean> {
  const ids = [...waiting.keys()];
  for (let from = 0; from < ids.length; from += MAX_IDS) {
    const request = ListReportsRequest.fromPartial({
      pageSize: MAX_IDS,
      reportIds: ids.slice(from, from + MAX_IDS),
    });
    const { reports } = await callAsPromise<ListReportsResponse>((...rest) =>
      client.listReports(request, ...rest),
    );
    const hasArrived = reports.every(({ receipt }) =>
      waiting.get(receipt?.reportId ?? '') === 'shared'
        ? (receipt?.state ?? 0) >= ReceiptState.LOGGED
        : receipt?.state === ReceiptState.RETRACTED,
    );
    if (!hasArrived) return false;
  }
  return true;
}

type Callback<T> = (error: ServiceError | null, answer: T) => void;

function callAsPromise<T>(
  start: (metadata: Metadata, options: { deadline: number }, answered: Callback<T>) => unknown,
): Promise<T> {
  return new Promise((resolve, reject) => {
    start(new Metadata(), { deadline: Date.now() + DEADLINE_MS }, (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    );
  });
}
