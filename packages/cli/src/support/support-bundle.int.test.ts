import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANARIES, findCanaries } from '@waylight/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { ERROR_MESSAGES } from './error-messages.ts';

const { familyName, givenNames } = CANARIES.identity;
/** Not of a person, but not for others either. */
const MARKS = ['tOkEn-1234', '203.0.113.9', 'mk.secret.example', '4711', 'MYLA', '987654'];

let dir: string;
let service: Server;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-bundle-'));
  // A service that says more than it should.
  service = createServer(({ url }, response) =>
    response.writeHead(url === '/metrics' ? 200 : 503).end(
      url === '/metrics'
        ? [
            'waylight_ready{service="intake"} 0',
            `waylight_ready{service="${familyName}"} 1`,
            `waylight_build_info{version="0.3.0",place="${CANARIES.place}"} 1`,
            'waylight_build_info{version="0.3.0",service="intake"} 1',
            'waylight_intake_operations_total{outcome="accepted"} 4711',
            'waylight_intake_outbox_records 4711',
            'waylight_node_heartbeat_timestamp_seconds{node="MK"} 4711',
            'waylight_data_size_bytes 4711',
          ].join('\n')
        : JSON.stringify({
            checks: [
              { name: 'ledger', ok: false, code: 'DISK_FULL' },
              { name: CANARIES.notes, ok: false, code: familyName },
            ],
          }),
    ),
  );
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', () => resolve()));
  const address = service.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const folder = join(dir, 'machine');
  for (const name of ['', 'keys', 'data']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  writeFileSync(
    join(folder, 'keys', 'node-keys.json'),
    `{"contentKey":"tOkEn-1234","notes":"${CANARIES.notes}"}`,
  );
  writeFileSync(
    join(folder, '.env'),
    `WAYLIGHT_VERSION=0.3.0\nWAYLIGHT_HEALTH_PORT=${port}\nWAYLIGHT_HOST=mk.secret.example\n`,
  );
  writeFileSync(
    join(folder, 'intake.env'),
    [
      'WAYLIGHT_INTAKE_COUNTRY=MK',
      'WAYLIGHT_INTAKE_PORT=7004',
      `WAYLIGHT_INTAKE_LOG_LEVEL=${familyName}`,
      `WAYLIGHT_INTAKE_DATA_DIR=${folder}/data`,
      `WAYLIGHT_INTAKE_KEYS_FILE=${folder}/keys/${familyName}.json`,
      `WAYLIGHT_REGISTRY_FILE=/home/${givenNames}/registry.json`,
      'WAYLIGHT_KAFKA_BROKERS=203.0.113.9:9093',
      `WAYLIGHT_${familyName.toUpperCase()}=1`,
      'WAYLIGHT_TOKEN=tOkEn-1234',
    ].join('\n'),
  );
  const line = (level: string, msg: string, more = {}) =>
    JSON.stringify({ level, msg, holder: 'MYLA', ...more });
  writeFileSync(
    join(dir, 'services.log'),
    [
      line('error', 'a backup failed; trying again within an hour', { notes: CANARIES.notes }),
      line('error', 'a backup failed; trying again within an hour'),
      line('error', `${familyName} cannot be found`),
      line('warn', `${CANARIES.place} at 987654`),
      `intake | ${CANARIES.notes}`,
    ].join('\n'),
  );
});
afterEach(() => {
  service.close();
  rmSync(dir, { recursive: true });
});

const bundle = (...more: string[]) =>
  runCommand(['support-bundle', '--dir', 'machine', '--log', 'services.log', ...more], { cwd: dir });

it('contains states, and none of the marks in settings, keys, logs and answers', async () => {
  const { exit, out } = await bundle('--format', 'json');
  expect(exit).toBe(0);
  const archive = readFileSync(join(dir, 'support-bundle.tar'));
  expect(findCanaries(archive)).toEqual([]);
  const text = archive.toString('latin1');
  for (const mark of MARKS) expect([mark, text.includes(mark)]).toEqual([mark, false]);
  expect(text).not.toContain(dir);
  for (const shown of [
    '"WAYLIGHT_INTAKE_COUNTRY": "MK"',
    '"WAYLIGHT_INTAKE_KEYS_FILE": "DIR/keys/…"',
    '"WAYLIGHT_REGISTRY_FILE": "(path)"',
    '"WAYLIGHT_KAFKA_BROKERS": "(set)"',
    'ledger: failing DISK_FULL',
    'waylight_ready{service="intake"} 0',
    '"a backup failed": 2',
    '"other": 1',
    '"check": "keys"',
  ])
    expect(archive.toString()).toContain(shown);
  expect(JSON.parse(out).files.map(({ name }: { name: string }) => name)).toEqual([
    ...[
      'versions.json',
      'settings.json',
      'findings.json',
      'errors.json',
      'intake.json',
      'intake-metrics.txt',
    ],
  ]);
  expect(statSync(join(dir, 'support-bundle.tar')).mode & 0o777).toBe(0o600);
});

it('lists its files, and replaces no other file', async () => {
  expect((await bundle()).out).toMatch(/Nothing was sent.*\n {2}versions\.json \(\d+ bytes\)/);
  const again = await bundle();
  expect([again.exit, again.err]).toEqual([2, expect.stringContaining('EEXIST')]);
});

it('knows the messages that it counts', () => expect(ERROR_MESSAGES).toContain('a backup failed'));
