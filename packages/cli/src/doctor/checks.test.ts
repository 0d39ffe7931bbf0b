import { nodePrincipal } from '@waylight/contracts';
import { describe, expect, it } from 'vitest';
import { checkLogAccess, checkStoreAccess, checkStoreAuthentication } from './check-access.ts';
import { checkNewestBackup, checkRestoreTest, checkSnapshots } from './check-backups.ts';
import { checkDataModes, checkKey, checkKeyPlacement, type FileFacts } from './check-files.ts';
import { checkCertificate, checkClock, checkCoreDumps } from './check-machine.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-14T12:00:00Z');

const file = (path: string, mode = 0o600, over: Partial<FileFacts> = {}): FileFacts => ({
  path,
  mode: 0o100000 | mode,
  owner: 1_000,
  isFolder: false,
  fileSystem: 1,
  changedMs: NOW,
  ...over,
});
const folder = (path: string, mode = 0o700, over: Partial<FileFacts> = {}): FileFacts => ({
  ...file(path, mode, over),
  isFolder: true,
});

describe('data', () => {
  const closed = [folder('/data'), file('/data/ledger.sqlite')];

  it('is ok if only its owner has access', () => {
    expect(checkDataModes(closed)).toMatchObject([{ level: 'ok', where: '/data' }]);
  });

  it.each([0o640, 0o604, 0o660, 0o601])('is wrong if a file is open (%o), with the file', (mode) => {
    const found = checkDataModes([folder('/data'), file('/data/ledger.sqlite-wal', mode)]);
    expect(found).toMatchObject([{ level: 'wrong', where: '/data/ledger.sqlite-wal', todo: 'chmod 600 it' }]);
  });

  it('is wrong if its folder is open', () => {
    expect(checkDataModes([folder('/data', 0o755)])).toMatchObject([
      { level: 'wrong', todo: 'chmod 700 it' },
    ]);
  });

  it('needs attention if it belongs to several users', () => {
    const found = checkDataModes([...closed, file('/data/other.sqlite', 0o600, { owner: 0 })]);
    expect(found).toMatchObject([{ level: 'attention', where: '/data/other.sqlite' }]);
  });
});

describe('a key', () => {
  it('is accepted if and only if a service would accept it at its start', () => {
    const key = file('/keys/node.json');
    expect(checkKey(key, folder('/keys', 0o755)).level).toBe('ok');
    expect(checkKey(file('/keys/node.json', 0o640), folder('/keys')).level).toBe('wrong');
    expect(checkKey(key, folder('/keys', 0o775)).level).toBe('wrong');
    expect(checkKey(key, folder('/keys', 0o1777)).level).toBe('ok');
  });

  it.each([
    ['/data/node.json', 1, 'wrong'],
    ['/data/below/node.json', 2, 'wrong'],
    ['/data-keys/node.json', 1, 'attention'],
    ['/keys/node.json', 1, 'attention'],
    ['/keys/node.json', 2, 'ok'],
  ])('at %s on file system %i is %s for data in /data on 1', (path, fileSystem, level) => {
    expect(checkKeyPlacement(file(path, 0o600, { fileSystem }), folder('/data')).level).toBe(level);
  });
});

describe('backups', () => {
  const HOUR_MS = DAY_MS / 24;
  it.each([
    [1, 'ok', '60 minutes'],
    [3, 'attention', '3 hours'],
    [27, 'wrong', '27 hours'],
  ])('of %i hours ago are %s', (hours, level, age) => {
    const found = [
      checkNewestBackup('/b', NOW - hours * HOUR_MS, NOW),
      ...checkSnapshots('/r', 'node-MK', [NOW - hours * HOUR_MS], NOW),
    ];
    for (const one of found)
      expect(one).toMatchObject({ level, what: expect.stringContaining(`is ${age} old`) });
  });

  it('are missing before the first one: attention on the machine, wrong in the repository', () => {
    expect(checkNewestBackup('/b', undefined, NOW).level).toBe('attention');
    expect(checkSnapshots('/r', 'node-MK', [], NOW)).toMatchObject([{ level: 'wrong' }]);
  });

  it('need attention after 31 days, because they contain what was retracted later', () => {
    const found = checkSnapshots('/r', 'node-MK', [NOW - 32 * DAY_MS, NOW], NOW);
    expect(found.map(({ level }) => level)).toEqual(['ok', 'attention']);
  });

  it('need attention if they were not checked for 35 days', () => {
    expect(checkRestoreTest('/b', NOW - 34 * DAY_MS, NOW).level).toBe('ok');
    expect(checkRestoreTest('/b', NOW - 36 * DAY_MS, NOW).level).toBe('attention');
    expect(checkRestoreTest('/b', undefined, NOW).level).toBe('attention');
  });
});

describe('core dumps', () => {
  const limits = (soft: string) => `Max core file size        ${soft}        unlimited            bytes\n`;
  it.each([
    ['core\n', limits('0'), 'ok'],
    ['\n', limits('unlimited'), 'ok'],
    ['core\n', limits('unlimited'), 'attention'],
    ['|/usr/lib/systemd/systemd-coredump %P %u\n', limits('0'), 'ok'],
    ['|/usr/share/apport/apport -p%p\n', limits('0'), 'attention'],
    [undefined, limits('0'), 'attention'],
  ])('by %j', (pattern, limit, level) => {
    expect(checkCoreDumps(pattern, limit).level).toBe(level);
  });
});

it('a certificate needs attention before it expires, and is wrong before it is valid', () => {
  const of = (from: number, until: number) =>
    checkCertificate({ path: 'c', fromMs: NOW + from * DAY_MS, untilMs: NOW + until * DAY_MS }, NOW).level;
  expect([of(-1, 31), of(-1, 30), of(-1, -1), of(1, 365)]).toEqual(['ok', 'attention', 'wrong', 'wrong']);
});

it('a clock that is earlier than files is wrong, and a clock without synchronisation needs attention', () => {
  expect(checkClock(true, NOW, NOW).level).toBe('ok');
  expect(checkClock(true, NOW + 2 * DAY_MS, NOW).level).toBe('wrong');
  expect(checkClock(false, NOW, NOW).level).toBe('attention');
  expect(checkClock(undefined, NOW, NOW).level).toBe('attention');
});

describe('access', () => {
  const node = nodePrincipal('MK');

  it('to the log is wrong if a topic without a rule is visible', () => {
    expect(checkLogAccess(node, ['reports.v1.MK', 'progress.v1.MK']).level).toBe('ok');
    expect(checkLogAccess(node, ['reports.v1.MK', 'reports.v1.RS'])).toMatchObject({
      level: 'wrong',
      where: 'Kafka, as waylight-node-mk',
      what: expect.stringContaining('reports.v1.RS'),
    });
  });

  it('to Redis is wrong if a command is allowed that should be refused', () => {
    expect(checkStoreAccess('Redis', 'insights', []).level).toBe('ok');
    expect(checkStoreAccess('Redis', 'insights', ['RANDOMKEY'])).toMatchObject({
      level: 'wrong',
      what: expect.stringContaining('RANDOMKEY'),
    });
  });

  it('to Redis is wrong without a password', () => {
    expect(checkStoreAuthentication('Redis', false).level).toBe('ok');
    expect(checkStoreAuthentication('Redis', true).level).toBe('wrong');
  });
});
