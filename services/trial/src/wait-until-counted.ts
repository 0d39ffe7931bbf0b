import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '@waylight/cli';
import type { NodeCountry } from '@waylight/contracts';
import { Layer } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { Unit } from '@waylight/contracts/trends';
import type { ExampleData } from './example-data.ts';

const DEADLINE_MS = 120_000;
const EVERY_MS = 100;

/**
 * Waits until everything that these organisations sent, and that may leave its node, is in the region's working state:
 * a period that closes before would lose it to the next longer one.
 */
export async function waitUntilCounted(
  { layout, portOffset, signal }: ExampleData,
  senders: Iterable<{ readonly node: NodeCountry; readonly organisation: string }>,
): Promise<void> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  for (const { node, organisation } of senders) {
    const connection = await connectAs(organisation, layout.dir, portOffset, until);
    try {
      const intake = await connection.intake(node);
      await waitUntil(until, async () => {
        const { reports } = await intake.listReports({
          pageSize: 1_000,
          pageToken: '',
          reportIds: [],
          importId: '',
          states: [ReceiptState.ACCEPTED, ReceiptState.LOGGED],
          occurredFrom: '',
          occurredTo: '',
        });
        return reports.every(({ shareWith }) => shareWith === 'organisation');
      });
    } finally {
      connection.close();
    }
  }
}

/** Waits until insights shows so many incidents of the public record, so that the first question has its answer. */
export async function waitUntilShown(
  { layout, portOffset, signal }: ExampleData,
  incidents: number,
): Promise<void> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  const connection = await connectAs('DRC', layout.dir, portOffset, until);
  try {
    const insights = await connection.insights();
    await waitUntil(until, async () => {
      const { result } = await insights.getTrends({
        question: {
          layer: Layer.PUBLIC_RECORD,
          unit: Unit.INCIDENTS,
          by: [],
          period: 0,
          from: '',
          to: '',
          filters: [],
        },
      });
      return result?.$case === 'answer' && (result.value.cells[0]?.value ?? 0) >= incidents;
    });
  } finally {
    connection.close();
  }
}

export function connectAs(organisation: string, data: string, portOffset: number, signal: AbortSignal) {
  return connect(
    { env: { noColour: true }, cwd: process.cwd(), signal, printMessage: () => undefined },
    { data, portOffset: String(portOffset), as: organisation },
  );
}

export async function waitUntil(signal: AbortSignal, condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(EVERY_MS, undefined, { signal });
}
