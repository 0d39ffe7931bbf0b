import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { Country, Layer, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command, LEDGER_KEY, prepared } from '../testing/prepared.ts';
import { openEncrypted } from './encrypted-file.ts';
import { openLedger } from './ledger.ts';
import { MIGRATIONS } from './schema.ts';

const MYLA = 5;
const facts = { node: Country.MK, nowMs: () => 1_000, today: () => 20_000 };
const MARKS = [
  'marked-report',
  'imp-aaaaaaaaaaaa',
  'a-note-that-is-marked',
  'a-marked-digest',
  'CREATE TABLE',
];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (key = LEDGER_KEY) => openLedger({ file, key }, 'MK', facts);

/** Which marks who takes the disk finds, in all that lies in the folder. */
const found = (): string[] => {
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return MARKS.filter((mark) => bytes.some((one) => one.includes(mark)));
};

/** A ledger as the first version wrote it, in the clear, with what waits in its write-ahead log. */
function writeOlder(): void {
  const older = new DatabaseSync(file);
  older.exec(`PRAGMA journal_mode = WAL; ${MIGRATIONS[0]} PRAGMA user_version = 1;`);
  older
    .prepare(
      `INSERT INTO report (organisation, report_id, reference, first_received_day, revision, retracted, digest, event, publish,
                           was_shared, layer, share_with, code_book_version, created_import, last_import, state, accepted_at, changed)
       VALUES (5, 'marked-report', x'00', 20000, 1, 0, 'a-marked-digest', ?, 1, 1, ${Layer.REPORTS}, ${ShareWith.PARTNERS}, 1, '', '', 1, 0, 1)`,
    )
    .run(ReportEvent.encode(ReportEvent.create({ revision: 1 })).finish());
  for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, join(folder, `kept${end}`));
  older.close();
  rmSync(file);
  for (const end of ['', '-wal']) {
    copyFileSync(join(folder, `kept${end}`), `${file}${end}`);
    rmSync(join(folder, `kept${end}`));
  }
}

describe('who takes the disk of a node', () => {
  it('finds nothing of a report, not even how the ledger is built, while the node runs and after it', async () => {
    const ledger = open();
    const content = prepared({
      importId: 'imp-aaaaaaaaaaaa',
      notes: [{ field: 'place', text: 'a-note-that-is-marked' }],
    });
    await ledger.report(
      command('marked-report', { kind: 'submit', digest: 'a-marked-digest' }, { prepared: content }),
    );
    expect(readdirSync(folder)).toContain('ledger.sqlite-wal');
    expect(found()).toEqual([]);
    ledger.close();
    expect(found()).toEqual([]);
    const again = open();
    expect(again.queries.report(MYLA, 'marked-report')?.created_import).toBe('imp-aaaaaaaaaaaa');
    again.close();
  });

  it('cannot open it without the keys file, nor can a node with another one', async () => {
    const ledger = open();
    await ledger.report(command('marked-report', { kind: 'submit', digest: 'd' }));
    ledger.close();
    const before = readFileSync(file);
    expect(() => open(new Uint8Array(32).fill(8))).toThrow(expect.objectContaining({ code: 'another-key' }));
    expect(() => open(new Uint8Array(32).fill(8))).toThrow(/bring back the keys file/);
    expect(readFileSync(file).equals(before)).toBe(true);
    open().close();
  });

  it('cannot change a byte of any page without being noticed', async () => {
    const ledger = open();
    for (let i = 0; i < 50; i++) await ledger.report(command(`r-${i}`, { kind: 'submit', digest: 'd' }));
    ledger.close();
    const whole = readFileSync(file);
    for (let at = 3_000; at < whole.length; at += 4_096) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      const sql = openEncrypted({ file, key: LEDGER_KEY });
      expect(() => sql.pragma('integrity_check'), `page ${Math.ceil(at / 4_096)}`).toThrow();
      sql.close();
    }
  });
});

describe('a ledger that an earlier version wrote in the clear', () => {
  it('is encrypted at the start, with all that is in it', () => {
    writeOlder();
    expect(found()).toContain('marked-report');
    const ledger = open();
    expect(ledger.queries.report(MYLA, 'marked-report')?.digest).toBe('a-marked-digest');
    expect(found()).toEqual([]);
    ledger.close();
    expect(found()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['ledger.sqlite']);
  });

  it('is encrypted where it lies, and not only behind the name that leads there', () => {
    writeOlder();
    const disk = join(folder, 'disk');
    mkdirSync(disk, { mode: 0o700 });
    const real = join(disk, 'real.sqlite');
    for (const end of ['', '-wal']) renameSync(`${file}${end}`, `${real}${end}`);
    symlinkSync(real, file);
    const ledger = open();
    expect(ledger.queries.report(MYLA, 'marked-report')?.revision).toBe(1);
    ledger.close();
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readdirSync(disk)).toEqual(['real.sqlite']);
    const left = readFileSync(real);
    expect(MARKS.filter((mark) => left.includes(mark))).toEqual([]);
  });

  it('is encrypted anew where a start was cut off in between', () => {
    writeOlder();
    for (const left of ['.encrypting', '.encrypting-journal']) writeFileSync(`${file}${left}`, 'half of it');
    const ledger = open();
    expect(ledger.queries.report(MYLA, 'marked-report')?.revision).toBe(1);
    ledger.close();
    expect(existsSync(`${file}.encrypting`)).toBe(false);
  });

  it('is not touched while another process has it open', async () => {
    writeOlder();
    const before = readFileSync(file);
    const holder = spawn(process.execPath, ['--eval', HOLD, file], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(holder, 'close');
    await once(holder.stdout, 'data');
    expect(() => open()).toThrow(expect.objectContaining({ code: 'in-use' }));
    holder.stdin.end();
    await ended;
    expect(readFileSync(file).subarray(0, 15).equals(before.subarray(0, 15))).toBe(true);
    expect(readdirSync(folder)).not.toContain('ledger.sqlite.encrypting');
  });
});

/** Has the file to itself until its input ends. */
const HOLD = `
  const { DatabaseSync } = require('node:sqlite');
  const db = new DatabaseSync(process.argv[1]);
  db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE report SET changed = 2; COMMIT;');
  console.log('held');
  process.stdin.on('end', () => process.exit()).resume();
`;
