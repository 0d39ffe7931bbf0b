import type { ReportEvent } from '@waylight/contracts/incident';
import {
  contributionOf,
  decodeCoordinates,
  decodeReceivedCoordinates,
  encodeCell,
  forEachCell,
} from '@waylight/trends';

/** Cells as plain data for comparisons: bucket, coordinates, stored text "reports incidents victims". */
export type PlainCells = Record<string, Record<string, string>>;

/** Cells of reports in their final state, counted one by one. Any order of the log must give this result. */
export function countFinalStates(events: Iterable<ReportEvent>): PlainCells {
  const newest = new Map<string, ReportEvent>();
  for (const event of events) {
    const key = Buffer.from(event.reportReference).toString('hex');
    if (event.revision > (newest.get(key)?.revision ?? 0)) newest.set(key, event);
  }
  const sums = new Map<string, { bucket: string; field: string; count: number; victims: number }>();
  for (const event of newest.values())
    forEachCell(contributionOf(event), (bucket, field, victims) => {
      const sum = sums.get(`${bucket} ${field}`) ?? { bucket, field, count: 0, victims: 0 };
      sum.count += 1;
      sum.victims += victims;
      sums.set(`${bucket} ${field}`, sum);
    });
  const cells: PlainCells = {};
  for (const { bucket, field, count, victims } of sums.values()) {
    const text = encodeCell({ reports: count, incidents: count, victims });
    if (text !== undefined) addPlain(cells, bucket, field, text);
  }
  return cells;
}

export function addPlain(cells: PlainCells, bucket: string, field: string, text: string): void {
  const fields = cells[bucket] ?? {};
  fields[describeField(bucket, field)] = text;
  cells[bucket] = fields;
}

/** For example "layer 1, country 4, type 15". Coordinates that are 0 are left out. */
function describeField(bucket: string, field: string): string {
  const coordinates = bucket.startsWith('r') ? decodeReceivedCoordinates(field) : decodeCoordinates(field);
  return Object.entries(coordinates)
    .filter(([, number]) => number !== 0)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
}
