import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdentity } from '@waylight/node-keys/envelopes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

const FILES = {
  node: ['keys/node-keys.json', 'keys/tls.key', 'keys/tls.crt', 'keys/age-identity', 'pending/tls.key'],
  region: [
    'keys/aggregation/release-secret',
    'keys/aggregation/tls.crt',
    'keys/kafka/broker.pem',
    'keys/redis/users.acl',
  ],
} as const;
const MARKER = { node: 'intake.env', region: 'aggregation.env' } as const;

let dir: string;
let recipient: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-secrets-'));
  const identity = await createIdentity();
  recipient = identity.recipient;
  writeFileSync(join(dir, 'identity'), `# a comment\n${identity.identity}\n`, { mode: 0o600 });
});
afterEach(() => rmSync(dir, { recursive: true }));

const path = (name: string) => join(dir, name);
const secrets = (...args: string[]) => runCommand(['secrets', ...args], { cwd: dir });
const exportTo = (out: string, ...more: string[]) =>
  secrets('export', '--dir', 'old', '--to', recipient, '--out', out, ...more);
const importTo = (to: string, ...more: string[]) =>
  secrets('import', 'keys.age', '--identity', 'identity', '--dir', to, ...more);

function createMachine(kind: keyof typeof FILES): void {
  for (const name of FILES[kind]) {
    const file = path(`old/${name}`);
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(file, `secret of ${name}\n`, { mode: name.endsWith('.crt') ? 0o644 : 0o600 });
  }
  writeFileSync(path(`old/${MARKER[kind]}`), '');
}

const list = (folder: string) =>
  ['keys', 'pending']
    .filter((name) => existsSync(path(`${folder}/${name}`)))
    .flatMap((name) =>
      readdirSync(path(`${folder}/${name}`), { recursive: true, encoding: 'utf8' }).map((file) => {
        const facts = statSync(path(`${folder}/${name}/${file}`));
        const content = facts.isFile() ? readFileSync(path(`${folder}/${name}/${file}`), 'utf8') : '';
        return `${name}/${file} ${(facts.mode & 0o777).toString(8)} ${content}`;
      }),
    )
    .sort();

describe.each(['node', 'region'] as const)('the secrets of a %s', (kind) => {
  it('arrive unchanged on a new machine, and the file contains none in the clear', async () => {
    createMachine(kind);
    expect((await exportTo('keys.age')).exit).toBe(0);
    const sealed = readFileSync(path('keys.age'), 'latin1');
    expect(statSync(path('keys.age')).mode & 0o777).toBe(0o600);
    for (const name of FILES[kind])
      expect(sealed).not.toContain(Buffer.from(`secret of ${name}`).toString('base64').slice(0, 20));
    expect(sealed).not.toContain('secret');

    expect((await importTo('new', '--dry-run')).out).toContain('Nothing was written.');
    expect(existsSync(path('new'))).toBe(false);
    const done = await importTo('new', '--format', 'json');
    expect([done.exit, JSON.parse(done.out)]).toEqual([
      0,
      { outcome: 'imported', kind, written: expect.arrayContaining([...FILES[kind]]), unchanged: 0 },
    ]);
    expect(list('new')).toEqual(list('old'));
    expect(statSync(path('new/keys')).mode & 0o777).toBe(0o700);
    expect(JSON.parse((await importTo('new', '--format', 'json')).out)).toMatchObject({ written: [] });
    expect(done.out + done.err).not.toContain('secret of');
  });
});

describe('the import', () => {
  beforeEach(async () => {
    createMachine('node');
    await exportTo('keys.age');
  });

  it('refuses to replace another key, and then writes nothing', async () => {
    mkdirSync(path('new/keys'), { recursive: true, mode: 0o700 });
    writeFileSync(path('new/keys/tls.key'), 'another key', { mode: 0o600 });
    const refused = await importTo('new');
    expect([refused.exit, refused.err]).toEqual([
      3,
      expect.stringMatching(/tls\.key is another key, and nothing was written/),
    ]);
    expect(list('new')).toEqual(['keys/tls.key 600 another key']);
  });

  it('refuses an existing key that others can read', async () => {
    await importTo('new');
    chmodSync(path('new/keys/tls.key'), 0o640);
    const refused = await importTo('new');
    expect([refused.exit, refused.err]).toEqual([3, expect.stringContaining('chmod 600')]);
  });

  it('needs the right identity and an undamaged file', async () => {
    writeFileSync(path('other'), (await createIdentity()).identity);
    const wrong = await secrets('import', 'keys.age', '--identity', 'other', '--dir', 'new');
    expect([wrong.exit, wrong.err]).toEqual([
      2,
      expect.stringContaining('cannot be opened with this identity'),
    ]);
    const sealed = readFileSync(path('keys.age'), 'utf8').split('\n');
    sealed[sealed.length - 6] = 'A'.repeat(64);
    writeFileSync(path('keys.age'), sealed.join('\n'));
    expect((await importTo('new')).exit).toBe(2);
    expect(existsSync(path('new'))).toBe(false);
  });
});

describe('the export', () => {
  it('never replaces a file, and with --dry-run writes none', async () => {
    createMachine('node');
    expect((await exportTo('dry.age', '--dry-run')).out).toContain('keys/node-keys.json');
    expect(existsSync(path('dry.age'))).toBe(false);
    writeFileSync(path('keys.age'), 'the only copy');
    expect((await exportTo('keys.age')).exit).toBe(2);
    expect(readFileSync(path('keys.age'), 'utf8')).toBe('the only copy');
  });

  it('refuses keys that others can read, other recipients, and other folders', async () => {
    createMachine('node');
    chmodSync(path('old/keys/tls.key'), 0o644);
    expect((await exportTo('keys.age')).err).toContain('open to others');
    chmodSync(path('old/keys/tls.key'), 0o600);
    const wrong = await secrets('export', '--dir', 'old', '--to', 'age1nobody', '--out', 'keys.age');
    expect([wrong.exit, wrong.err]).toEqual([2, expect.stringContaining('--to is not a public key of age')]);
    expect((await secrets('export', '--dir', '.', '--to', recipient, '--out', 'keys.age')).exit).toBe(2);
    expect(existsSync(path('keys.age'))).toBe(false);
  });
});
