// npm run count -- [FOLDER] [--json]: the size of a working tree, by default this one. FOLDER is another checkout.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { root } from './toolchain.mjs';

const CODE = /\.(ts|tsx|mjs|js|css|java|py|sh)$/;
const MODULE = /\.(ts|tsx|mjs|js)$/;
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
 * The code path of a report from the gRPC server to the durable row: all files that these files reach by imports of values,
 * within these folders. Libraries that the steps use, such as the code book, do not belong to the path.
 */
const REPORT_PATH = {
  roots: [
    'packages/service-kit/src/grpc/grpc-server.ts',
    // The handler of SubmitReport. In version 0.1.0 it was `submit-report.ts`.
    'services/intake/src/handlers/write-report.ts',
    'services/intake/src/ledger/ledger.ts',
  ],
  folders: ['packages/service-kit/src/grpc/', 'services/intake/src/'],
};

const IMPORT = /(?:^[ \t]*|;[ \t]*)(?:import|export)(\s+type)?\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*['"`]([^'"`$]+)['"`]/g;
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
  const onPath = { name: 'a report from gRPC to the durable row', files: 0, lines: 0, words: 0 };
  for (const path of reach(importsOf(files, { types: false }), REPORT_PATH)) add(onPath, files.get(path));
  const circles = findCircles(importsOf(files, { types: true })).filter(
    (circle) => !circle.every((path) => path.startsWith(DASHBOARD)),
  );
  const variables = files.get('docs/configuration.md')?.match(VARIABLE_ROW)?.length ?? 0;
  return [
    ...sizes,
    onPath,
    { name: 'import circles outside the dashboard', count: circles.length },
    { name: 'environment variables', count: variables },
  ];
}

function add(size, text) {
  size.files += 1;
  size.lines += text.split('\n').length - 1;
  size.words += text.split(/\s+/).filter(Boolean).length;
}

/** Modules of the tree that each module imports, by path. With `types`, imports of types and dynamic imports count too. */
function importsOf(files, { types }) {
  const entries = packageEntries(files);
  const modules = [...files].filter(([path]) => MODULE.test(path));
  return new Map(
    modules.map(([path, text]) => {
      const specifiers = [...text.matchAll(IMPORT)]
        .filter(([, isType]) => types || isType === undefined)
        .map(([, , specifier]) => specifier);
      if (types) specifiers.push(...[...text.matchAll(DYNAMIC_IMPORT)].map(([, specifier]) => specifier));
      const targets = specifiers.map((specifier) =>
        specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : entries.get(specifier),
      );
      return [path, [...new Set(targets)].filter((target) => files.has(target) && MODULE.test(target))];
    }),
  );
}

/** Files behind the exports of workspace packages, by specifier. */
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

/** Files within the folders that the root files reach, without generated code. */
function reach(imports, { roots, folders }) {
  const missing = roots.filter((path) => !imports.has(path));
  if (missing.length > 0) throw new Error(`REPORT_PATH names files that do not exist: ${missing.join(', ')}`);
  const reached = new Set();
  const pending = [...roots];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const isInside = folders.some((folder) => path.startsWith(folder)) && !path.includes('/gen/');
    if (reached.has(path) || !isInside) continue;
    reached.add(path);
    pending.push(...imports.get(path));
  }
  return reached;
}

/** Strongly connected components of more than one module, by Tarjan's algorithm. */
function findCircles(imports) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const circles = [];
  const visit = (path) => {
    index.set(path, index.size);
    low.set(path, index.get(path));
    stack.push(path);
    for (const next of imports.get(path)) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path), low.get(next)));
    }
    if (low.get(path) !== index.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1) circles.push(component.sort());
  };
  for (const path of imports.keys()) if (!index.has(path)) visit(path);
  return circles;
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
