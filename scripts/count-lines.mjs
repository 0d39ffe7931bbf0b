// npm run count: lines and files of product, tests, tooling and generated code, and words of documentation.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './toolchain.mjs';

const CODE = /\.(ts|tsx|mjs|js|css|java|py|sh)$/;
const PRODUCT = /^(packages|services)\//;
const TESTS = /\.test\.tsx?$|(^|\/)(testing|conformance)(\/|\.ts)|-for-tests\.ts$/;

/** A file is of the first kind that it fits. */
const KINDS = {
  'generated code': (path) => CODE.test(path) && path.includes('/gen/'),
  'tests and tooling': (path) => CODE.test(path) && (TESTS.test(path) || !PRODUCT.test(path)),
  dashboard: (path) => CODE.test(path) && path.startsWith('services/dashboard/'),
  'product without dashboard': (path) => CODE.test(path),
  documentation: (path) => path.endsWith('.md'),
};

const counts = Object.keys(KINDS).map((kind) => ({ kind, files: 0, lines: 0, words: 0 }));
const paths = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 24 });
for (const path of paths.split('\0')) {
  const count = counts.find(({ kind }) => KINDS[kind](path));
  if (count === undefined) continue;
  const text = readFileSync(join(root, path), 'utf8');
  count.files += 1;
  count.lines += text.split('\n').length - 1;
  count.words += text.split(/\s+/).filter(Boolean).length;
}
for (const { kind, files, lines, words } of counts) {
  const size = kind === 'documentation' ? `${words} words` : `${lines} lines`;
  process.stdout.write(`${kind.padEnd(26)} ${size.padStart(14)} in ${String(files).padStart(5)} files\n`);
}
const product = counts.filter(({ kind }) => ['dashboard', 'product without dashboard'].includes(kind));
const [lines, files] = ['lines', 'files'].map((what) => product.reduce((sum, one) => sum + one[what], 0));
process.stdout.write(
  `${'product with dashboard'.padEnd(26)} ${`${lines} lines`.padStart(14)} in ${String(files).padStart(5)} files\n`,
);
