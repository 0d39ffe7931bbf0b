import {
  type BaseCell,
  type CellValue,
  decodeCell,
  encodePublicRecord,
  isPublicRecordBucket,
  yearOfBucket,
} from '@waylight/trends';
import {
  isSamePosition,
  type RawCellStore,
  type ReleasedStore,
  type StoredPosition,
} from '@waylight/view-store';
import { generationNumber } from '../count/partition-names.ts';
import { storedText } from '../count/stored-text.ts';

/** Offsets of all partitions together stay far below it, so that a later generation always has the higher version. */
const VERSIONS_PER_GENERATION = 2 ** 40;

type PartitionCells = { readonly position: StoredPosition | null; readonly cells: readonly BaseCell[] };

/**
 * Copies the cells of the public record, added up over partitions, to where readers find them: one document per year,
 * each cell exactly as it is. Nothing of the reports' cells lies in the buckets that it reads.
 */
export function createPublicRecordProjection(releasedStore: ReleasedStore) {
  let generation: string | undefined;
  let partitions = new Map<string, PartitionCells>();
  let written: Map<string, Uint8Array> | undefined;
  let seenRevision: number | undefined;
  /** Whether everything that was read has been written: a store that went away between leaves the rest to be done. */
  let isWritten = false;

  /** Years that have a document already: one whose cells have all gone is written as empty. */
  const writtenYears = async (): Promise<Map<string, Uint8Array>> => {
    written ??= new Map((await releasedStore.readPublicRecord()).map(({ bucket, body }) => [bucket, body]));
    return written;
  };

  return {
    project: async (store: RawCellStore, signal: AbortSignal): Promise<void> => {
      if (generation !== store.name) {
        generation = store.name;
        partitions = new Map();
        written = undefined;
      }
      // Somebody else wrote since, or the store came back older: what it holds is to be read again.
      if ((await releasedStore.revision()) !== seenRevision) written = undefined;
      const names = await store.partitions();
      // Read before the cells: what is written then holds at least what its version says.
      const positions = await Promise.all(names.map((name) => store.position(name)));
      if (written === undefined) isWritten = false;
      for (const [i, name] of names.entries()) {
        const position = positions[i] ?? null;
        const before = partitions.get(name);
        if (before !== undefined && isSamePosition(before.position, position)) continue;
        signal.throwIfAborted();
        partitions.set(name, { position, cells: await publicCells(store, name) });
        isWritten = false;
      }
      if (isWritten) return;
      const version = versionOf(store.name, positions);
      const years = byYear([...partitions.values()].flatMap(({ cells }) => cells));
      const known = await writtenYears();
      for (const year of new Set([...years.keys(), ...known.keys()])) {
        const body = encodePublicRecord(years.get(year) ?? []);
        const last = known.get(year);
        if (last !== undefined && Buffer.compare(last, body) === 0) continue;
        signal.throwIfAborted();
        const outcome = await releasedStore.putPublicRecord({ bucket: year, version, body });
        if (outcome === 'stored') known.set(year, body);
      }
      seenRevision = await releasedStore.revision();
      isWritten = true;
    },
  };
}

async function publicCells(store: RawCellStore, partition: string): Promise<BaseCell[]> {
  const cells: BaseCell[] = [];
  for (const bucket of (await store.buckets(partition)).filter(isPublicRecordBucket))
    for await (const fields of store.scan(partition, bucket))
      for (const [field, value] of fields)
        cells.push({ bucket, field, value: decodeCell(storedText(value)) });
  return cells;
}

function byYear(cells: readonly BaseCell[]): Map<string, BaseCell[]> {
  const sums = new Map<string, { bucket: string; field: string; value: CellValue }>();
  for (const cell of cells) {
    const key = `${cell.bucket} ${cell.field}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...cell });
    else sum.value = addValues(sum.value, cell.value);
  }
  return Map.groupBy(sums.values(), ({ bucket }) => yearOfBucket(bucket) ?? bucket.slice(1));
}

const addValues = (a: CellValue, b: CellValue): CellValue => ({
  reports: a.reports + b.reports,
  incidents: a.incidents + b.incidents,
  victims: a.victims + b.victims,
});

/** Grows as partitions move on and as generations follow each other. */
function versionOf(generation: string, positions: readonly (StoredPosition | null)[]): number {
  return (
    generationNumber(generation) * VERSIONS_PER_GENERATION +
    positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0)
  );
}
