import type { RawCellStore, StoredPosition } from '@waylight/view-store';
import type Sqlite from 'better-sqlite3-multiple-ciphers';

/** Defects to plant in a region, which a run must detect. */
export const DEFECTS = {
  'skip-on-moved': 'a worker takes `moved` for done and goes on after the batch',
  'write-when-fenced': 'a worker that lost its partition writes its batch all the same',
  'move-before-cells': 'a worker moves the position and forgets now and then what the batch counted',
  'overlook-losses': 'nobody sees that the store holds less than it did',
  'answer-before-commit': 'a ledger answers writes that it has not committed',
  'set-receipts-back': 'a ledger sets receipts back that were counted',
} as const;

export type Defect = keyof typeof DEFECTS;

type Commit = RawCellStore['commit'];

export function createPlantedDefect(defect: string | undefined): {
  readonly cells: (store: RawCellStore) => RawCellStore;
  /** Ends a transaction of the ledger. */
  readonly commit: (db: Sqlite, commit: () => void) => void;
} {
  let turn = 0;
  const withCommit = (make: (store: RawCellStore) => Commit) => (store: RawCellStore) => ({
    ...store,
    commit: make(store),
  });
  const noDefect = {
    cells: (store: RawCellStore) => store,
    commit: (_: Sqlite, end: () => void) => end(),
  };
  switch (defect) {
    case 'skip-on-moved':
      return {
        ...noDefect,
        cells: withCommit((store) => async (partition, batch) => {
          const outcome = await store.commit(partition, batch);
          return outcome === 'moved' ? 'applied' : outcome;
        }),
      };
    case 'write-when-fenced':
      return {
        ...noDefect,
        cells: withCommit((store) => async (partition, batch) => {
          const outcome = await store.commit(partition, batch);
          if (outcome !== 'fenced') return outcome;
          const { epoch, position } = await store.claim(partition);
          return store.commit(partition, { ...batch, epoch, expected: position });
        }),
      };
    case 'move-before-cells':
      return {
        ...noDefect,
        cells: withCommit((store) => (partition, batch) => {
          const forgets = batch.cells.size > 0 && ++turn % 20 === 0;
          return store.commit(partition, forgets ? { ...batch, cells: new Map() } : batch);
        }),
      };
    case 'overlook-losses': {
      const furthest = new Map<string, StoredPosition>();
      return {
        ...noDefect,
        cells: (store) => ({
          ...store,
          position: async (partition) => {
            const found = await store.position(partition);
            const before = furthest.get(`${store.name} ${partition}`) ?? null;
            if (found === null || (before !== null && before.offset > found.offset)) return before;
            furthest.set(`${store.name} ${partition}`, found);
            return found;
          },
        }),
      };
    }
    case 'answer-before-commit':
      return {
        ...noDefect,
        commit: (db, end) => {
          if (++turn % 50 === 0) db.exec('ROLLBACK');
          else end();
        },
      };
    case 'set-receipts-back':
      return {
        ...noDefect,
        commit: (db, end) => {
          if (++turn % 100 === 0) db.exec('UPDATE delivery SET state = state - 1 WHERE state >= 3');
          end();
        },
      };
    default:
      return noDefect;
  }
}
