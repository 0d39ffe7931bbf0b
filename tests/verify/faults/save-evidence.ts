import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Violation } from './check-history.ts';
import type { CheckedRegion } from './faulty-region.ts';
import { type RecordedRun, selectReports, toJsonLines } from './recorded-run.ts';
import type { Event } from './recorder.ts';

export type Evidence = RecordedRun & {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly events: readonly Event[];
  /** Messages on the log and releases in the store, as they were read. */
  readonly log: readonly object[];
};

/** Number of correct reports that are kept for comparison. */
const OTHER_REPORTS = 5;

/** Writes all evidence into a new folder, and returns its path. */
export async function saveEvidence(faulty: CheckedRegion, evidence: Evidence): Promise<string> {
  const { seed, violations, events, log, views } = evidence;
  const folder = await mkdtemp(join(tmpdir(), 'waylight-faults-'));
  const write = (name: string, lines: readonly object[]) =>
    writeFile(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const wrong = new Set(violations.map(({ about }) => about));
  const others = [...views.receipts.keys()].filter((name) => !wrong.has(name)).slice(0, OTHER_REPORTS);
  await write('violations.jsonl', [{ seed }, ...violations]);
  await write('events.jsonl', events);
  await write('history.jsonl', toJsonLines(evidence));
  await write('violated.jsonl', toJsonLines(selectReports(new Set([...wrong, ...others]), evidence)));
  await write('log.jsonl', log);
  for (const one of faulty.region.processes()) await writeFile(join(folder, `${one.name}.log`), one.output());
  return folder;
}
