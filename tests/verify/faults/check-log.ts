import { type CellValue, type Contribution, EMPTY_CELL, encodeCell, forEachCell } from '@waylight/trends';
import type { Violation } from './check-history.ts';

/** A message on a topic of reports. */
export type LoggedRevision = {
  /** Topic and partition number, in the store's form. */
  readonly partition: string;
  readonly offset: number;
  readonly reference: string;
  readonly revision: number;
  /** The same for the same bytes. */
  readonly digest: string;
  readonly contribution: Contribution;
  /** Appended by a fault, not by a node. */
  readonly byFault: boolean;
};

/** By partition, then bucket and field: the cell in its stored form. */
export type StoredCells = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Recounts the log and compares it with the raw cells; a revision with two contents is a violation. */
export function checkLog(log: readonly LoggedRevision[], cells: StoredCells): Violation[] {
  const violations: Violation[] = [];
  const addViolation = (rule: Violation['rule'], about: string, detail: string) =>
    violations.push({ rule, about, detail });
  const digests = new Map<string, string>();
  const newest = new Map<string, LoggedRevision>();
  const last = new Map<string, LoggedRevision>();
  for (const one of log) {
    const name = `${one.reference} ${one.revision}`;
    const digest = digests.get(name);
    if (digest !== undefined && digest !== one.digest)
      addViolation('a revision on the log has one content', name, `offset ${one.offset} of ${one.partition}`);
    digests.set(name, one.digest);
    const before = newest.get(one.reference);
    if (before !== undefined && before.partition !== one.partition)
      addViolation(
        'a revision on the log has one content',
        name,
        `in ${before.partition} and ${one.partition}`,
      );
    if (before === undefined || before.revision < one.revision) newest.set(one.reference, one);
    if (!one.byFault) last.set(one.reference, one);
  }
  for (const [reference, { revision, partition, offset }] of last) {
    const best = newest.get(reference);
    if (best !== undefined && best.revision > revision)
      addViolation(
        'compaction would keep the newest revision',
        reference,
        `revision ${revision} at ${offset} of ${partition} comes after revision ${best.revision} at ${best.offset}`,
      );
  }
  const folded = fold(newest.values());
  for (const partition of new Set([...folded.keys(), ...cells.keys()])) {
    const [expected, actual] = [folded.get(partition) ?? new Map(), cells.get(partition) ?? new Map()];
    for (const cell of new Set([...expected.keys(), ...actual.keys()]))
      if (expected.get(cell) !== actual.get(cell))
        addViolation(
          'the log and the cells say the same',
          `${partition} ${JSON.stringify(cell)}`,
          `log ${expected.get(cell) ?? 'nothing'}, cells ${actual.get(cell) ?? 'nothing'}`,
        );
  }
  return violations;
}

function fold(newest: Iterable<LoggedRevision>): Map<string, Map<string, string>> {
  const partitions = new Map<string, Map<string, CellValue>>();
  for (const { partition, contribution } of newest)
    forEachCell(contribution, (bucket, field, victims) => {
      const cells = partitions.get(partition) ?? new Map<string, CellValue>();
      partitions.set(partition, cells);
      const before = cells.get(`${bucket} ${field}`) ?? EMPTY_CELL;
      cells.set(`${bucket} ${field}`, {
        reports: before.reports + 1,
        incidents: before.incidents + 1,
        victims: before.victims + victims,
      });
    });
  return new Map(
    [...partitions].map(([partition, cells]) => [
      partition,
      new Map([...cells].flatMap(([cell, value]) => cellText(cell, value))),
    ]),
  );
}

function cellText(cell: string, value: CellValue): [string, string][] {
  const text = encodeCell(value);
  return text === undefined ? [] : [[cell, text]];
}
