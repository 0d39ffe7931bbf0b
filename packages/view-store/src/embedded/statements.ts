import type { Database } from './database.ts';

/** Prepares each statement once for the file. `select` returns rows as arrays, which cost less than objects. */
export function prepareRaw({ prepare: change, prepareArrays: select }: Database) {
  return {
    partition: select('SELECT id, epoch, position, summary FROM partition WHERE generation = ? AND name = ?'),
    claim: select(
      `INSERT INTO partition (generation, name, epoch) VALUES (?, ?, 1)
       ON CONFLICT DO UPDATE SET epoch = epoch + 1 RETURNING epoch, position, summary`,
    ),
    addPartition: select(
      `INSERT INTO partition (generation, name, epoch) VALUES (?, ?, 0)
       ON CONFLICT DO UPDATE SET epoch = epoch RETURNING id`,
    ),
    saveSummary: change('UPDATE partition SET summary = ? WHERE id = ?'),
    movePosition: change('UPDATE partition SET position = ? WHERE id = ?'),
    partitions: select('SELECT name FROM partition WHERE generation = ? ORDER BY name'),

    // One call for all references takes a third of the time of separate calls.
    contributions: select(
      `SELECT asked.key, contribution.value FROM json_each(?) AS asked
       CROSS JOIN contribution ON contribution.partition = ? AND contribution.reference = asked.value`,
    ),
    putContribution: change('INSERT OR REPLACE INTO contribution VALUES (?, ?, ?)'),
    deleteContribution: change('DELETE FROM contribution WHERE partition = ? AND reference = ?'),

    bucket: select('SELECT id FROM bucket WHERE partition = ? AND name = ?'),
    addBucket: select('INSERT INTO bucket (partition, name) VALUES (?, ?) RETURNING id'),
    buckets: select('SELECT name, id FROM bucket WHERE partition = ? ORDER BY name'),
    cells: select(
      `SELECT asked.key, cell.value FROM json_each(?) AS asked
       CROSS JOIN cell ON cell.bucket = ? AND cell.field = asked.value`,
    ),
    putCell: change('INSERT OR REPLACE INTO cell VALUES (?, ?, ?)'),
    deleteCell: change('DELETE FROM cell WHERE bucket = ? AND field = ?'),
    firstCells: select('SELECT field, value FROM cell WHERE bucket = ? ORDER BY field LIMIT ?'),
    nextCells: select('SELECT field, value FROM cell WHERE bucket = ? AND field > ? ORDER BY field LIMIT ?'),
    allCells: select('SELECT field, value FROM cell WHERE bucket = ?'),

    frozenSet: select('SELECT position FROM frozen_set WHERE partition = ? AND period = ?'),
    addFrozenSet: change('INSERT INTO frozen_set VALUES (?, ?, ?)'),
    copyCells: change('INSERT INTO frozen_cell SELECT ?, ?, ?, field, value FROM cell WHERE bucket = ?'),
    frozenCells: select('SELECT bucket, field, value FROM frozen_cell WHERE partition = ? AND period = ?'),
    dropFrozenSet: change('DELETE FROM frozen_set WHERE partition = ? AND period = ?'),
    dropFrozenCells: change('DELETE FROM frozen_cell WHERE partition = ? AND period = ?'),

    addFreeze: change('INSERT OR IGNORE INTO freeze VALUES (?, ?, ?)'),
    dropFreeze: change('DELETE FROM freeze WHERE id = ?'),
    unselectedFreezes: select(
      'SELECT id, period FROM freeze WHERE id NOT IN (SELECT generation FROM kept_set)',
    ),
    partitionIds: select('SELECT id FROM partition WHERE generation = ?'),
    dropPartitionsOfFreeze: change(
      'DELETE FROM partition WHERE generation = ? AND generation IN (SELECT id FROM freeze)',
    ),

    selectedSets: select('SELECT name, partition, generation FROM kept_set WHERE period = ? ORDER BY name'),
    selectedFreezes: select(
      `SELECT DISTINCT kept_set.period, kept_set.generation, COALESCE(freeze.generation, kept_set.generation)
       FROM kept_set LEFT JOIN freeze ON freeze.id = kept_set.generation ORDER BY kept_set.period`,
    ),
    selectSet: change('INSERT INTO kept_set VALUES (?, ?, ?, ?)'),
    deselect: change('DELETE FROM kept_set WHERE period = ?'),
    addDecision: change('INSERT OR IGNORE INTO decision VALUES (?, ?)'),
    decision: select('SELECT body FROM decision WHERE period = ?'),
    dropDecision: change('DELETE FROM decision WHERE period = ?'),
  };
}

export type RawStatements = ReturnType<typeof prepareRaw>;
