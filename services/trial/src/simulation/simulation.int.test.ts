import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRegistry, type Registry } from '@waylight/access';
import { dayOfIsoDate } from '@waylight/calendar';
import { closesOn, DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_REGISTRY } from '../files.ts';
import { createSimulation, type Simulation } from './simulation.ts';

const MONTHS = { firstMonth: '2025-01', lastMonth: '2025-12' };
const SEED = 11;
/** The command of users; it returns the program's exit code. */
const RUN_PROGRAM = fileURLToPath(new URL('../../../../scripts/run-program.mjs', import.meta.url));
const OWN_COUNTRIES = ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'];
const TYPE_GROUPS: Readonly<Record<string, readonly string[]>> = {
  border: ['pushback', 'denial-of-asylum', 'abandonment-by-smugglers'],
  violence: [
    'physical-violence',
    'threats-intimidation',
    'destruction-of-belongings',
    'sexual-violence-other',
    'sexual-violence-rape',
  ],
  coercion: [
    'theft-robbery',
    'extortion-ransom',
    'kidnapping-detention',
    'trafficking-labour',
    'trafficking-sexual',
    'exploitation',
  ],
  death: ['missing-person'],
};
const SHARED_WITH: Readonly<Record<string, readonly string[]>> = {
  partners: ['partners', 'network', 'authorities', 'public'],
  network: ['network', 'authorities', 'public'],
  authorities: ['authorities', 'public'],
  public: ['public'],
};

/** The counted fields of a line in the file. */
type Line = {
  readonly receivedOn: string;
  readonly node: string;
  readonly reportId: string;
  /** Undefined for a retraction. */
  readonly report?: {
    readonly occurredOn: string;
    readonly country: string;
    readonly types: readonly string[];
    readonly shareWith: string;
    readonly persons: readonly unknown[];
    readonly counts?: { readonly persons?: number; readonly missing?: number };
  };
};
/** The same fields for a plain count, without content for a retraction. */
type Entry = { readonly receivedDay: number; readonly id: string; readonly counted: Counted | undefined };
type Counted = {
  readonly month: string;
  readonly country: string;
  readonly typeGroup: string | undefined;
  readonly shareWith: string;
  readonly victims: number;
};
type Count = Readonly<Record<string, string>>;

let registry: Registry;
let simulation: Simulation;
let entries: readonly Entry[];
let counts: readonly Count[];
let dir: string;

beforeAll(async () => {
  const parsed = parseRegistry(JSON.parse(await readFile(SHIPPED_REGISTRY, 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  registry = parsed.registry;
  simulation = createSimulation({ months: MONTHS, seed: SEED }, registry);
  entries = linesOf('reports.jsonl').map((line) => read(JSON.parse(line)));
  counts = countsIn(simulation.files);
  dir = await mkdtemp(join(tmpdir(), 'waylight-simulation-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const linesOf = (file: string): string[] => (simulation.files[file] ?? '').trimEnd().split('\n');

function countsIn(files: Simulation['files']): Count[] {
  const [heading = '', ...rows] = (files['counts.csv'] ?? '').trimEnd().split('\n');
  const names = heading.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, n) => [names[n] ?? '', cell])));
}

describe('the exact counts of a simulation', () => {
  it('equal a plain count of what was written by the closing day, for every number of a quarterly table', () => {
    const found = counts.filter(({ table }) => table === 'country-typegroup-quarter');
    // 4 quarters, 8 rows (six countries, rest, total), 6 columns (four groups, rest, total).
    expect(found).toHaveLength(4 * 8 * 6);
    for (const { period, audience, country, typeGroup, ...count } of found)
      expect({ period, audience, country, typeGroup, ...count }).toMatchObject({
        release: `country-typegroup-quarter.${period}.${audience}`,
        ...countOf(
          (one) =>
            isWithin(one.month, period ?? '') && isIn(country, one.country) && isIn(typeGroup, one.typeGroup),
          { table: 'country-typegroup-quarter', period, audience },
        ),
      });
  });

  it('equal plain counts of the days of quarters and the year, in every table', () => {
    const totals = counts.filter((count) => dimensionsOf(count).every((code) => code === 'TOTAL'));
    expect(new Set(totals.map(({ table }) => table)).size).toBe(6 + 21 + 25);
    // Three monthly tables are also for the network; three quarterly ones for authorities and public, one for authorities.
    expect(totals).toHaveLength((6 + 3) * 12 + (21 + 7) * 4 + 25);
    for (const { release, table, period = '', audience, incidents, victims } of totals)
      expect({ release, incidents, victims }).toEqual({
        release,
        ...countOf(({ month }) => isWithin(month, period), { table, period, audience }),
      });
  });

  it('cover only whole periods, and no weeks of receipt', () => {
    const months = { firstMonth: '2025-06', lastMonth: '2025-10' };
    const { files } = createSimulation({ months, seed: SEED }, registry);
    const periods = new Set(countsIn(files).map(({ period }) => period));
    expect([...periods].sort()).toEqual(['2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-Q3']);
  });

  it('of a quarter differ from its months by what came late and what was corrected', () => {
    const total = (release: string) =>
      Number(
        counts.find((one) => one.release === release && dimensionsOf(one).every((code) => code === 'TOTAL'))
          ?.incidents,
      );
    const months = ['2025-04', '2025-05', '2025-06'].map((month) => total(`region-month.${month}.partners`));
    const quarter = total('region-quarter.2025-Q2.partners');
    expect(quarter).toBeGreaterThan(months.reduce((sum, count) => sum + count, 0));
  });
});

describe('the files of a simulation', () => {
  it('depend only on months and seed', () => {
    expect(createSimulation({ months: MONTHS, seed: SEED }, registry)).toEqual(simulation);
    const other = createSimulation({ months: MONTHS, seed: SEED + 1 }, registry);
    for (const [name, text] of Object.entries(simulation.files)) expect(other.files[name]).not.toBe(text);
  });

  it('begin with a notice of synthetic data, and have records without empty fields', () => {
    expect(simulation.files['README.txt']).toMatch(/^SYNTHETIC DATA\. .*\n\nMonths.*2025-01 to 2025-12 \(/);
    expect(simulation.reports).toBeGreaterThan(1_300);
    expect(linesOf('activities.jsonl').length).toBeGreaterThan(150);
    expect(simulation.files['reports.jsonl']).not.toMatch(/""|\[\]|_unknownFields/);
  });

  it('are written only to a new or empty folder', async () => {
    const out = join(dir, 'new', 'simulation');
    const args = ['--out', out, '--months', '12', '--last-month', '2025-12', '--seed', String(SEED)];
    expect(await run(args)).toEqual({ code: 0, err: '' });
    expect((await readdir(out)).sort()).toEqual(Object.keys(simulation.files).sort());
    for (const [name, text] of Object.entries(simulation.files))
      expect(await readFile(join(out, name), 'utf8'), name).toBe(text);

    const again = await run(args);
    expect(again).toEqual({
      code: 2,
      err: expect.stringContaining('is not empty; name a new or empty folder'),
    });
    const wrong = await run(['--out', join(dir, 'none'), '--months', 'ten']);
    expect(wrong).toEqual({
      code: 2,
      err: expect.stringMatching(/^--months ten: give .*\n\nnpm run simulate/),
    });
    expect(await readdir(dir)).not.toContain('none');
  });
});

async function run(args: readonly string[]): Promise<{ code: number | null; err: string }> {
  const child = spawn(process.execPath, [RUN_PROGRAM, 'simulate', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code]: (number | null)[] = await once(child, 'close');
  return { code: code ?? null, err };
}

/** Returns true if a month is within a month, quarter or year. */
function isWithin(month: string, period: string): boolean {
  const quarter = `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
  return [month, quarter, month.slice(0, 4)].includes(period);
}

const isIn = (code: string | undefined, own: string | undefined): boolean => code === 'TOTAL' || code === own;

const groupOf = (type = ''): string | undefined =>
  Object.keys(TYPE_GROUPS).find((group) => TYPE_GROUPS[group]?.includes(type));

function read({ receivedOn, node, reportId, report }: Line): Entry {
  const receivedDay = dayOfIsoDate(receivedOn) ?? Number.NaN;
  return { receivedDay, id: `${node} ${reportId}`, counted: report && countedOf(report) };
}

function countedOf({
  occurredOn,
  country,
  types,
  shareWith,
  persons,
  counts: stated,
}: NonNullable<Line['report']>): Counted {
  return {
    month: occurredOn.slice(0, 'yyyy-mm'.length),
    country: OWN_COUNTRIES.includes(country) ? country : 'other-or-unknown',
    typeGroup: groupOf(types[0]),
    shareWith,
    victims: stated?.missing ?? stated?.persons ?? persons.length,
  };
}

/** The plain count of an audience's reports on a period's closing day, in the form of the file. */
function countOf(
  isCounted: (report: Counted) => boolean,
  { table: id, period = '', audience = '' }: { table?: string; period?: string; audience?: string },
): Count {
  const table = DEFAULT_RELEASE_PLAN.tables.find((one) => one.id === id)!;
  const closing = closesOn(table, period);
  const latest = new Map(
    entries.filter(({ receivedDay }) => receivedDay <= closing).map((entry) => [entry.id, entry.counted]),
  );
  const counted = [...latest.values()].filter(
    (report) =>
      report !== undefined && SHARED_WITH[audience]?.includes(report.shareWith) && isCounted(report),
  );
  const victims = counted.reduce((sum, report) => sum + (report?.victims ?? 0), 0);
  return { incidents: String(counted.length), victims: String(victims) };
}

const dimensionsOf = ({ release, table, period, audience, incidents, victims, ...codes }: Count): string[] =>
  Object.values(codes).filter((code) => code !== '');
