import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Connection } from '@waylight/cli';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import type { ReportSummary } from '@waylight/contracts/intake';
import { type ImportOptions, loadMapping, runImport, undoImport } from '@waylight/import';
import { type InProcessRegion, startRegion } from '@waylight/tests-region';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectTo } from './grpc-responses.ts';
import { importers, reportsAt } from './importers.ts';

const FILE = join(
  import.meta.dirname,
  ...['..', '..', '..', 'examples', 'data', 'missing-migrants-western-balkans.csv'],
);
const CLIENT = join(import.meta.dirname, 'import-client.ts');
const ROWS = 260;
const { signal } = new AbortController();

/** One organisation for each test, because organisations do not see each other's reports. */
const ORGANISATIONS = ['ONCE', 'CHANGED', 'PARTLY', 'UNDONE', 'RETRACTED'];
const SLOWLY = ['KILLED', 'CUT'];

let region: InProcessRegion;
let me: Connection;

const start = (organisations: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  startRegion({
    run: 'in-process',
    nodes: NODE_COUNTRIES,
    registry: importers(organisations),
    organisations,
    env,
  });
const as = async (organisation: string) => {
  me = await connectTo(region.folder, organisation);
};

afterEach(() => me.close());

function run(file: string, more: Partial<ImportOptions> = {}) {
  return runImport({ file, mapping: loadMapping('missing-migrants'), nodes: me.intake, signal, ...more });
}

async function reports(): Promise<(ReportSummary & { readonly node: NodeCountry })[]> {
  const all = await Promise.all(
    NODE_COUNTRIES.map(async (node) => (await reportsAt(me, node)).map((report) => ({ ...report, node }))),
  );
  return all.flat();
}

const activeReports = async () => (await reports()).filter(({ retracted }) => !retracted);

/** The example file with replaced texts. */
function changedFile(name: string, ...changes: readonly (readonly [string, string])[]): string {
  const path = join(region.folder, name);
  let text = readFileSync(FILE, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the example data has no ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(path, text);
  return path;
}

describe('nodes', () => {
  beforeAll(async () => {
    region = await start(ORGANISATIONS);
  });
  afterAll(() => region.stop());

  describe('importing the example data', () => {
    it('sends each row to its node once; a repetition changes nothing', async () => {
      await as('ONCE');
      const dry = await run(FILE, { dryRun: true });
      expect(dry).toMatchObject({ states: { new: ROWS, changed: 0, same: 0 }, sent: 0, refusals: [] });
      expect(await reports()).toEqual([]);

      expect(await run(FILE)).toMatchObject({ states: { new: ROWS }, sent: ROWS, refusals: [] });
      const first = await reports();
      expect(first).toHaveLength(ROWS);
      expect(new Set(first.map(({ layer, shareWith }) => `${layer} ${shareWith}`))).toEqual(
        new Set(['public-record public']),
      );
      const croatian = first.filter(({ country }) => country === 'HR');
      expect(croatian).toHaveLength(48);
      expect(new Set(croatian.map(({ node }) => node))).toEqual(new Set(['BA']));

      expect(await run(FILE)).toMatchObject({ states: { new: 0, changed: 0, same: ROWS }, sent: 0 });
      expect((await reports()).map(({ receipt }) => receipt?.revision)).toEqual(first.map(() => 1));
    });

    it('of a changed file revises, adds and moves reports', async () => {
      await as('CHANGED');
      await run(FILE);
      const file = changedFile(
        'changed.csv',
        // A changed count, a new id, and Bulgaria in place of Croatia.
        ['2014-11-30,2014,11,4,0,4', '2014-11-30,2014,11,5,0,5'],
        ['2015.MMP00013,2015.MMP00013', '2015.NEW,2015.NEW'],
        [croatianRow(), croatianRow().replace('Croatia', 'Bulgaria')],
      );
      const expected = { states: { new: 2, changed: 1, same: 257 }, moved: 1 };
      expect(await run(file, { dryRun: true })).toMatchObject({ ...expected, sent: 0 });
      expect(await run(file)).toMatchObject({ ...expected, sent: 3 });

      const all = await reports();
      const of = (id: string) => all.filter(({ receipt }) => receipt?.reportId === id);
      expect(of('2014.MMP00245')).toMatchObject([{ node: 'RS', receipt: { revision: 2 } }]);
      const [movedId = ''] = croatianRow().split(',');
      expect(of(movedId)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ node: 'BA', retracted: true }),
          expect.objectContaining({ node: 'RS', retracted: false, country: 'BG' }),
        ]),
      );
      expect(await run(file)).toMatchObject({ states: { same: ROWS }, moved: 0, sent: 0 });
    });

    it('sends nothing if a row is refused, but sends the other rows with `partial`', async () => {
      await as('PARTLY');
      const file = changedFile('broken.csv', ['2015-01-08', '2199-01-08'], ['2015-04-23', '23/04']);
      const refused = await run(file);
      expect(refused).toMatchObject({ sent: 0, refusedRows: 2 });
      expect(refused.refusals).toMatchObject([
        { row: 3, column: 'Incident date', value: '2199-01-08', reason: 'is in the future' },
        { row: 4, column: 'Incident date', value: '23/04', reason: 'not a date' },
      ]);
      expect(await reports()).toEqual([]);
      expect(await run(file, { partial: true })).toMatchObject({ sent: ROWS - 2, refusedRows: 2 });
      expect(await reports()).toHaveLength(ROWS - 2);
    });
  });

  describe('undoing an import', () => {
    it('retracts created reports, leaves earlier ones, and can be reversed', async () => {
      await as('UNDONE');
      const first = await run(FILE);
      const file = changedFile(
        'more.csv',
        ['2014-11-30,2014,11,4,0,4', '2014-11-30,2014,11,5,0,5'],
        ['2015.MMP00013,2015.MMP00013', '2015.NEW,2015.NEW'],
      );
      const second = await run(file);
      const undo = (importId: string) =>
        undoImport({ importId, nodes: me.intake, countries: NODE_COUNTRIES, signal });

      expect(await undo(second.importId)).toMatchObject({
        retracted: 1,
        existedBefore: [{ reportId: '2014.MMP00245', node: 'RS' }],
      });
      expect(await undo(second.importId)).toMatchObject({ retracted: 0, alreadyRetracted: 1 });
      expect(await activeReports()).toHaveLength(ROWS);

      expect(await undo(first.importId)).toMatchObject({ retracted: ROWS, existedBefore: [] });
      expect(await activeReports()).toEqual([]);
      expect(await run(FILE)).toMatchObject({ states: { new: 0, same: 0, back: ROWS }, sent: ROWS });
      expect(await activeReports()).toHaveLength(ROWS);
      expect(await run(FILE)).toMatchObject({ states: { same: ROWS }, sent: 0 });
    });
  });

  describe('a report that was retracted for a reason', () => {
    it('is not restored by another import at any node', async () => {
      await as('RETRACTED');
      await run(FILE);
      const bosnia = await me.intake('BA');
      const [reportId = ''] = croatianRow().split(',');
      const reason = RetractionReason.CONSENT_WITHDRAWN;
      await bosnia.retractReport({ reportId, baseRevision: 0, reason, validateOnly: false });
      const left = { states: { new: 0, changed: 0, back: 0, same: ROWS - 1, retracted: 1 }, sent: 0 };
      expect(await run(FILE)).toMatchObject(left);
      const moved = changedFile('moved.csv', [croatianRow(), croatianRow().replace('Croatia', 'Bulgaria')]);
      expect(await run(moved)).toMatchObject(left);
      expect(await activeReports()).toHaveLength(ROWS - 1);
    });
  });
});

describe('importing through slow nodes', () => {
  beforeAll(async () => {
    region = await start(SLOWLY, {
      WAYLIGHT_INTAKE_RATE_PER_SECOND: '40',
      WAYLIGHT_INTAKE_RATE_BURST: '40',
    });
  });
  afterAll(() => region.stop());

  it('is finished by a second run after a kill', async () => {
    await as('KILLED');
    await killImportAfter(10);
    const before = await reports();
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(ROWS);
    const summary = await run(FILE);
    expect(summary.states.new + summary.states.same).toBe(ROWS);
    expect(summary.states.same).toBeGreaterThanOrEqual(before.length);
    const after = await reports();
    expect(after).toHaveLength(ROWS);
    expect(new Set(after.map(({ receipt }) => receipt?.importId))).toEqual(new Set([summary.importId]));
    expect(new Set(after.map(({ receipt }) => receipt?.revision))).toEqual(new Set([1]));
  });

  it('continues by itself after an outage of a node', async () => {
    await as('CUT');
    let streams = 0;
    let answers = 0;
    let restarted: Promise<void> | undefined;
    const restart = () => region.node('BA').restart();
    const nodes: ImportOptions['nodes'] = async (country) => {
      const calls = await me.intake(country);
      if (country !== 'BA') return calls;
      return {
        ...calls,
        async *submitReports(...args) {
          streams += 1;
          for await (const response of calls.submitReports(...args)) {
            yield response;
            // The first stream validates, and the second stream is interrupted.
            if (streams === 2) answers += 1;
            if (answers > 20) restarted ??= restart();
          }
        },
      };
    };
    const summary = await run(FILE, { nodes });
    await restarted;
    expect(streams).toBeGreaterThan(2);
    expect(summary).toMatchObject({ sent: ROWS, refusals: [] });
    expect(await activeReports()).toHaveLength(ROWS);
  });
});

function croatianRow(): string {
  const row = readFileSync(FILE, 'utf8')
    .split('\n')
    .find((line) => line.includes(',Western Balkans,Croatia,'));
  if (row === undefined) throw new Error('the example data has no row of Croatia');
  return row;
}

/** Runs an import in a process and kills it after a number of answered operations. */
async function killImportAfter(operations: number): Promise<void> {
  const work = { file: FILE, folder: region.folder, organisation: 'KILLED' };
  const client = spawn(process.execPath, [CLIENT, JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: client.stdout })) {
    const [phase, done] = line.split(' ');
    if (phase === 'sending' && Number(done) >= operations) client.kill('SIGKILL');
  }
  if (client.exitCode === null && client.signalCode === null) await once(client, 'exit');
  if (client.signalCode !== 'SIGKILL') throw new Error('the client ended before it could be killed');
}
