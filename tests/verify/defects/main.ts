import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Defect } from './defect.ts';
import { DEFECTS } from './planted/index.ts';
import { runDefects, type Verdict } from './run-defects.ts';

const USAGE = `npm run verify -- defects [NAME…] [--list]

Plants each defect of the list in a copy of the repository, and runs the test file that must notice it. Exits with 1 if a
defect is missed, does not apply, or keeps its test file from running.

  NAME…    only the defects with these names, or in these areas
  --list   prints the defects
`;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  if (!interrupted.signal.aborted) throw error;
  return 130;
});

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { list: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  const matches = ({ name, area }: Defect, wanted: string) => wanted === name || wanted === area;
  const unknown = positionals.filter((wanted) => !DEFECTS.some((defect) => matches(defect, wanted)));
  if (unknown.length > 0) {
    process.stderr.write(`no defect or area is called ${unknown.join(', ')}: see --list\n`);
    return 2;
  }
  const defects = DEFECTS.filter(
    (defect) => positionals.length === 0 || positionals.some((wanted) => matches(defect, wanted)),
  );
  if (values.help) print(USAGE);
  else if (values.list) for (const defect of defects) print(describeDefect(defect));
  else return run(defects);
  return 0;
}

async function run(defects: readonly Defect[]): Promise<number> {
  const startedMs = performance.now();
  const outcome = await runDefects({
    root,
    defects,
    signal: interrupted.signal,
    onBaselinePassed: (files, ms) => print(`${files} test files pass without a defect (${seconds(ms)})`),
    onVerdict: (verdict) => print(formatVerdict(verdict)),
  });
  if (outcome.kind === 'not sound') {
    print('These test files do not pass without any defect:');
    for (const problem of outcome.problems) print(`  ${problem}`);
    return 1;
  }
  const caught = outcome.verdicts.filter(({ kind }) => kind === 'caught').length;
  print(`${caught} of ${defects.length} defects caught (${seconds(performance.now() - startedMs)})`);
  return caught === defects.length && caught > 0 ? 0 : 1;
}

function formatVerdict({ defect, kind, reason, ms }: Verdict): string {
  const what = `${kind.padEnd(15)}${seconds(ms).padStart(8)}  ${defect.name}`;
  if (kind === 'caught') return what;
  return `${what}\n    ${defect.file}, ${defect.test}${reason ? `: ${reason}` : ''}\n    ${defect.harm}`;
}

function describeDefect({ name, area, harm, file, test }: Defect): string {
  return `${name} (${area})\n    ${harm}\n    ${file}, ${test}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
