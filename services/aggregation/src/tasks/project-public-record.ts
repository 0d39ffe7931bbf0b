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

/**
 * Number of versions for each generation. It is far above the sum of all offsets, so a later generation always
 * has the higher version.
 */
const VERSIONS_PER_GENERATION = 2 ** 40;

type PartitionCells = { readonly position: StoredPosition | null; readonly cells: readonly BaseCell[] };

/**
 * Copies the exact cells of the public record to the released store, as one document for each year. Cells are
 * added up over partitions. The buckets that this task reads contain no cells of other layers.
 */
export function createPublicRecordProjection(releasedStore: ReleasedStore) {
  let generation: string | undefined;
  let partitions = new Map<string, PartitionCells>();
  let written: Map<string, Uint8Array> | undefined;
  let seenRevision: number | undefined;
  /** False after a failed write. The remaining documents are written in the next round. */
  let isWritten = false;

  /** Documents in the store. A year without cells is written as an empty document. */
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
      // Another process wrote the documents, or the store was restored, so they must be read again.
      if ((await releasedStore.revision()) !== seenRevision) written = undefined;
      const names = await store.partitions();
      // Positions are read before the cells, so a document contains at least the reports that its version
      // states.
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

/** Version of a document. It increases with the positions and with the generation. */
function versionOf(generation: string, positions: readonly (StoredPosition | null)[]): number {
  return (
    generationNumber(generation) * VERSIONS_PER_GENERATION +
    positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0)
  );
}
