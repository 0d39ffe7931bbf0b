import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Country, Layer, ShareWith } from '@waylight/contracts/incident';
import { expect, it, onTestFinished } from 'vitest';
import { LEDGER_KEY } from '../testing/prepared.ts';
import { openLedger } from './ledger.ts';
import { PUBLISH } from './report-row.ts';
import { MIGRATIONS } from './schema.ts';

it('a ledger of the first version is read on, and what was narrowed then is known as that', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ledger.sqlite');
  const old = new DatabaseSync(file);
  old.exec(`${MIGRATIONS[0]} PRAGMA user_version = 1;`);
  const insert = old.prepare(
    `INSERT INTO report (organisation, report_id, reference, first_received_day, revision, retracted, digest, event, publish,
                         was_shared, layer, share_with, code_book_version, created_import, last_import, state, accepted_at, changed)
     VALUES (5, ?, x'00', 20000, 1, 0, '', x'', ?, 1, ${Layer.REPORTS}, ?, 1, '', '', 1, 0, 1)`,
  );
  insert.run('narrowed', PUBLISH.narrowing, ShareWith.ORGANISATION);
  insert.run('shared', PUBLISH.event, ShareWith.PARTNERS);
  old.close();

  const facts = { node: Country.MK, nowMs: () => 0, today: () => 20_000 };
  const ledger = openLedger({ file, key: LEDGER_KEY }, 'MK', facts);
  onTestFinished(() => ledger.close());
  const { counts } = ledger.review.takenBackSince(20_000, Number.MAX_SAFE_INTEGER, 10);
  expect(counts).toEqual(new Map([[5, { received: 2, takenBack: 1 }]]));
});

it('a ledger of the version before clears what it narrowed and then forgot to clear', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ledger.sqlite');
  const old = new DatabaseSync(file);
  old.exec(`${MIGRATIONS.slice(0, 8).join('')} PRAGMA user_version = 8;`);
  const insert = old.prepare(
    `INSERT INTO report (organisation, report_id, reference, first_received_day, revision, retracted, digest, event, publish,
                         was_shared, layer, share_with, code_book_version, created_import, last_import, state, accepted_at, changed,
                         takes_back, capped_to, capped_on, logged_at, log_partition, log_offset)
     VALUES (5, ?, x'00', 20000, ?, 0, '', x'', ?, 1, ${Layer.REPORTS}, 3, 1, '', '', 3, 1, 1, ?, ?, ?, 2, 0, 0)`,
  );
  insert.run('narrowed', 2, PUBLISH.event, 1, null, null);
  insert.run('own, corrected', 3, PUBLISH.narrowing, 0, null, null);
  insert.run('capped, corrected', 3, PUBLISH.event, 0, ShareWith.COUNTRY, 20_000);
  insert.run('came with a limit', 1, PUBLISH.event, 0, ShareWith.COUNTRY, 20_000);
  insert.run('shared', 2, PUBLISH.event, 0, null, null);
  old.close();

  const facts = { node: Country.MK, nowMs: () => 0, today: () => 20_000 };
  const ledger = openLedger({ file, key: LEDGER_KEY }, 'MK', facts);
  onTestFinished(() => ledger.close());
  const rows = ['narrowed', 'own, corrected', 'capped, corrected', 'came with a limit', 'shared'];
  expect(rows.map((id) => ledger.queries.report(5, id)?.superseded_at)).toEqual([2, 2, 2, null, null]);
});
