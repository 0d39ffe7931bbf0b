// npm run count -- [FOLDER] [--json]: the size of a working tree, by default this one. FOLDER is another checkout.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { root } from './toolchain.mjs';

const CODE = /\.(ts|tsx|mjs|js|css|java|py|sh)$/;
const PRODUCT = /^(packages|services)\//;
const TESTS = /\.test\.tsx?$|(^|\/)(testing|conformance)(\/|\.ts)|-for-tests\.ts$/;
const DASHBOARD = 'services/dashboard/';

/** Categories in order of precedence: a file belongs to the first that fits. */
const CATEGORIES = {
  'generated code': (path) => CODE.test(path) && path.includes('/gen/'),
  'tests and tooling': (path) => CODE.test(path) && (TESTS.test(path) || !PRODUCT.test(path)),
  dashboard: (path) => CODE.test(path) && path.startsWith(DASHBOARD),
  'product without dashboard': (path) => CODE.test(path),
  README: (path) => path === 'README.md',
  docs: (path) => path.startsWith('docs/') && path.endsWith('.md'),
};

/**
 * The way of a report from the gRPC call to the committed row: every file that the entries reach by imports of values,
 * within the folders of a leg, and the composition roots that build them. An import from a package is followed to the
 * file that defines the name. Libraries that the steps use, such as the code book, do not belong to the way.
 */
const REPORT_WAY = {
  entries: [
    'packages/service-kit/src/grpc/grpc-server.ts',
    'packages/access/src/authorize/authorizer.ts',
    'services/intake/src/handlers/write-report.ts',
    'services/intake/src/handlers/authorize.ts',
    'services/intake/src/ledger.ts',
    // Its place until 0.4.0.
    'services/intake/src/ledger/ledger.ts',
  ],
  legs: {
    gRPC: ['packages/service-kit/src/grpc/'],
    access: ['packages/access/src/', 'services/intake/src/access/'],
    handler: ['services/intake/src/handlers/'],
    steps: ['services/intake/src/steps/'],
    ledger: ['services/intake/src/'],
    sqlite: ['packages/sqlite/src/'],
    audit: ['packages/audit/src/'],
  },
  roots: [
    'services/intake/src/main.ts',
    'services/intake/src/service.ts',
    'services/intake/src/servers.ts',
    'services/intake/src/node-parts.ts',
    'services/intake/src/handlers/index.ts',
    'packages/service-kit/src/lifecycle/components.ts',
  ],
};

const IMPORT = /^(?:import|export)(?! type)\s(?:([^'"`;]*?)\sfrom\s+)?['"]([^'"]+)['"]/gm;
const VARIABLE_ROW = /^\| `[A-Z][A-Z0-9_]*` \|/gm;

const args = process.argv.slice(2);
const tree = readTree(resolve(args.find((arg) => !arg.startsWith('--')) ?? root));
const rows = count(tree);
process.stdout.write(args.includes('--json') ? `${JSON.stringify(rows, undefined, 2)}\n` : toTable(rows));

/** Texts of all files that git does not ignore, by path. */
function readTree(folder) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', list, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 24 });
  const paths = [...new Set(listed.split('\0'))].filter(
    (path) => path !== '' && existsSync(join(folder, path)),
  );
  const wanted = (path) => CODE.test(path) || /\.md$|(^|\/)package\.json$/.test(path);
  return new Map(paths.filter(wanted).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function count(files) {
  const sizes = Object.entries(CATEGORIES).map(([name]) => ({ name, files: 0, lines: 0, words: 0 }));
  for (const [path, text] of files) {
    const size = sizes.find(({ name }) => CATEGORIES[name](path));
    if (size !== undefined) add(size, text);
  }
  const variables = files.get('docs/configuration.md')?.match(VARIABLE_ROW)?.length ?? 0;
  return [...sizes, ...measureWay(files), { name: 'environment variables', count: variables }];
}

/** One row for each leg of a report's way, after their sum. */
function measureWay(files) {
  const whole = { name: 'the way of a report to its row', files: 0, lines: 0, words: 0 };
  const legs = [...Object.keys(REPORT_WAY.legs), 'roots'].map((name) => ({
    name: `  ${name}`,
    files: 0,
    lines: 0,
    words: 0,
  }));
  for (const path of reach(files)) {
    for (const size of [whole, legs.find(({ name }) => name.trim() === legOf(path))])
      add(size, files.get(path));
  }
  return [whole, ...legs];
}

/** The first leg with a folder of the file; undefined for a file outside of the way. */
function legOf(path) {
  if (REPORT_WAY.roots.includes(path)) return 'roots';
  const isIn = (folders) => folders.some((folder) => path.startsWith(folder));
  return Object.keys(REPORT_WAY.legs).find((leg) => isIn(REPORT_WAY.legs[leg]) && !path.includes('/gen/'));
}

function add(size, text) {
  size.files += 1;
  size.lines += text.split('\n').length - 1;
  size.words += text.split(/\s+/).filter(Boolean).length;
}

/** All files of the way. Composition roots are on it, but not everything that they build. */
function reach(files) {
  const entries = packageEntries(files);
  const reached = new Set(REPORT_WAY.roots.filter((path) => files.has(path)));
  const pending = REPORT_WAY.entries.filter((path) => files.has(path));
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (reached.has(path) || legOf(path) === undefined) continue;
    reached.add(path);
    pending.push(...importsOf(path, files, entries));
  }
  return reached;
}

/** The files whose values a file imports. */
function importsOf(path, files, entries) {
  return [...files.get(path).matchAll(IMPORT)].flatMap(([, names = '', specifier]) => {
    const values = names
      .replace(/[{}\s]+/g, ' ')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    if (names !== '' && values.length === 0) return [];
    if (specifier.startsWith('.'))
      return [posix.join(posix.dirname(path), specifier)].filter((to) => files.has(to));
    const entry = entries.get(specifier);
    return entry === undefined || !files.has(entry)
      ? []
      : values.flatMap((name) => definitionOf(name, entry, files));
  });
}

/** The file that defines a name which the entry of a package exports. */
function definitionOf(name, entry, files) {
  for (const [, names = '', specifier] of files.get(entry).matchAll(IMPORT)) {
    const exported = names.split(/[{},]/).map((one) => one.trim().split(' as ').at(-1));
    if (exported.includes(name.split(' as ')[0])) return posix.join(posix.dirname(entry), specifier);
  }
  return entry;
}

/** Entry files of workspace packages, by specifier. */
function packageEntries(files) {
  const manifests = [...files].filter(([path]) => path.endsWith('package.json'));
  return new Map(
    manifests.flatMap(([path, text]) => {
      const { name, exports = {} } = JSON.parse(text);
      return Object.entries(exports)
        .filter(([, target]) => typeof target === 'string')
        .map(([entry, target]) => [`${name}${entry.slice(1)}`, posix.join(posix.dirname(path), target)]);
    }),
  );
}

function toTable(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map((row) => {
      const isText = row.name === 'README' || row.name === 'docs';
      const size = isText
        ? `${row.words} words`
        : row.lines === undefined
          ? `${row.count}`
          : `${row.lines} lines`;
      const files = row.files === undefined ? '' : ` in ${String(row.files).padStart(5)} files`;
      return `${row.name.padEnd(width)} ${size.padStart(14)}${files}\n`;
    })
    .join('');
}
