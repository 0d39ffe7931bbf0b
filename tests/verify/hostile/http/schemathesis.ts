import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SchemathesisOptions = {
  readonly port: number;
  readonly seed: number;
  readonly examples: number;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Paths that are not tested. */
  readonly without: readonly string[];
};

export type SchemathesisRun = { readonly code: number; readonly output: string; readonly cases: number };

/**
 * Checks that are excluded. `unsupported_method`: another method is answered 404, like an unknown path.
 * `positive_data_acceptance`: a query that fits the schema may have no table.
 */
const EXCLUDED_CHECKS = 'unsupported_method,positive_data_acceptance';

/** Statuses that a request outside the schema may get: the list of schemathesis, and 413, because a long list may be too large. */
const CONFIG = `[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, "5xx"]
`;

export function runSchemathesis(
  program: string,
  { port, seed, examples, headers, without }: SchemathesisOptions,
): Promise<SchemathesisRun> {
  const address = `http://127.0.0.1:${port}`;
  const options = {
    url: address,
    seed,
    'max-examples': examples,
    'exclude-checks': EXCLUDED_CHECKS,
    'generation-database': 'none',
    'suppress-health-check': 'all',
    'request-timeout': 20,
  };
  // Schemathesis leaves a folder in its working directory.
  const cwd = mkdtempSync(join(tmpdir(), 'waylight-schemathesis-'));
  writeFileSync(join(cwd, 'schemathesis.toml'), CONFIG);
  const child = spawn(
    program,
    [
      'run',
      `${address}/openapi.json`,
      '--no-color',
      '--continue-on-failure',
      '--no-shrink',
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ...without.flatMap((path) => ['--exclude-path', path]),
      ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}:${value}`]),
    ],
    { cwd },
  );
  const { promise, resolve, reject } = Promise.withResolvers<SchemathesisRun>();
  let output = '';
  const keep = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', reject);
  child.on('close', (code) => {
    const cases = Number(/([\d,]+) generated/.exec(output)?.[1]?.replaceAll(',', '') ?? 0);
    rmSync(cwd, { recursive: true, force: true });
    resolve({ code: code ?? -1, output, cases });
  });
  return promise;
}
