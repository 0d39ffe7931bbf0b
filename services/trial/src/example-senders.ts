import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { RpcFailure } from '@waylight/service-kit/client';
import type { SimulatedActivity, SimulatedEntry } from '@waylight/simulator';
import { type IntakeCalls, openClientsOf, type RunningTrial, waitUntil } from './region-clients.ts';

/** A report, correction, retraction or record of activity that an organisation sends to a node. */
export type Delivery = SimulatedEntry | SimulatedActivity;

export type ExampleSenders = {
  /** Sends a delivery again without effect, so an interrupted load can be repeated. */
  readonly send: (delivery: Delivery) => Promise<void>;
  /** Waits until all shared reports and records of activity are on the log. */
  readonly waitUntilLogged: () => Promise<void>;
  /** Waits until the nodes know that all shared reports are counted. */
  readonly waitUntilCounted: () => Promise<void>;
  readonly close: () => void;
};

const DEADLINE_MS = 120_000;
/** Refusals of a delivery, because the node has a later delivery of the same report. */
const SUPERSEDED = ['ALREADY_EXISTS', 'FAILED_PRECONDITION', 'ABORTED'];

/** Senders over gRPC with the certificates of the organisations. `deliveries` are all that are sent. */
export function createExampleSenders(trial: RunningTrial, deliveries: readonly Delivery[]): ExampleSenders {
  const clients = new Map<string, ReturnType<typeof openClientsOf>>();
  const nodes = new Map<string, { readonly node: NodeCountry; readonly organisation: string }>();
  let activities: SimulatedActivity[] = [];
  const last = new Map(
    deliveries.flatMap((one) => ('activity' in one ? [] : [[`${one.node} ${one.reportId}`, one] as const])),
  );

  const intakeOf = async ({ node, organisation }: Pick<Delivery, 'node' | 'organisation'>) => {
    const open = clients.get(organisation) ?? openClientsOf(organisation, trial);
    clients.set(organisation, open);
    return (await open).intake(node);
  };
  const withDeadline = () => AbortSignal.any([trial.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const waitUntilNoneIs = async (states: ReceiptState[], signal: AbortSignal): Promise<void> => {
    for (const one of nodes.values()) {
      const intake = await intakeOf(one);
      await waitUntil(signal, () => hasNone(intake, states));
    }
  };
  const isLogged = async (one: SimulatedActivity, signal: AbortSignal): Promise<boolean> => {
    const { submitActivity } = await intakeOf(one);
    const { receipt } = await submitActivity({ activity: one.activity, validateOnly: false }, { signal });
    return (receipt?.state ?? ReceiptState.ACCEPTED) >= ReceiptState.LOGGED;
  };

  return {
    send: async (delivery) => {
      const { node, organisation } = delivery;
      nodes.set(`${node} ${organisation}`, { node, organisation });
      const intake = await intakeOf(delivery);
      if ('activity' in delivery) {
        activities.push(delivery);
        await intake.submitActivity({ activity: delivery.activity, validateOnly: false });
        return;
      }
      const isSuperseded = last.get(`${node} ${delivery.reportId}`) !== delivery;
      try {
        await sendEntry(intake, delivery);
      } catch (error) {
        if (isSuperseded && error instanceof RpcFailure && SUPERSEDED.includes(error.code)) return;
        throw error;
      }
    },
    waitUntilLogged: async () => {
      const signal = withDeadline();
      await waitUntilNoneIs([ReceiptState.ACCEPTED], signal);
      for (const one of activities) await waitUntil(signal, () => isLogged(one, signal));
      activities = [];
    },
    waitUntilCounted: () => waitUntilNoneIs([ReceiptState.ACCEPTED, ReceiptState.LOGGED], withDeadline()),
    close: () => {
      for (const open of clients.values())
        void open.then(
          ({ close }) => close(),
          () => undefined,
        );
    },
  };
}

async function sendEntry(intake: IntakeCalls, entry: SimulatedEntry): Promise<void> {
  const { kind } = entry;
  switch (kind) {
    case 'submitted':
      await intake.submitReport({ report: entry.report, validateOnly: false });
      return;
    case 'revised':
      await intake.reviseReport({ report: entry.report, baseRevision: 1, validateOnly: false });
      return;
    case 'retracted':
      // Base 0 is the current revision.
      await intake.retractReport({
        reportId: entry.reportId,
        baseRevision: 0,
        reason: RetractionReason.MISTAKE,
        validateOnly: false,
      });
      return;
    default:
      kind satisfies never;
  }
}

/** True if no shared report of the organisation is in one of these states. */
async function hasNone(intake: IntakeCalls, states: ReceiptState[]): Promise<boolean> {
  const { reports } = await intake.listReports({
    pageSize: 1_000,
    pageToken: '',
    reportIds: [],
    importId: '',
    states,
    occurredFrom: '',
    occurredTo: '',
  });
  return reports.every(({ shareWith }) => shareWith === 'organisation');
}
