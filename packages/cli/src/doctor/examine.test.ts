import { describe, expect, it } from 'vitest';
import { worstOf } from '../installation/finding.ts';
import { findConfiguredInstallation, trialInstallation } from '../installation/installation.ts';
import type { FileFacts } from './check-files.ts';
import { examineMachine, type Machine } from './examine.ts';
import { parseMounts } from './mounts.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-14T12:00:00Z');

const FILES: Readonly<Record<string, readonly [mode: number, fileSystem: number]>> = {
  '/data': [0o40700, 1],
  '/data/ledger.sqlite': [0o100600, 1],
  '/data/readme.txt': [0o100644, 1],
  '/keys': [0o40700, 2],
  '/keys/node.json': [0o100600, 2],
};

/** A machine without problems; `over` overrides facts. */
function machine(over: Partial<Machine> = {}): Machine {
  const file = (path: string): FileFacts | undefined => {
    const [mode, fileSystem] = FILES[path] ?? [];
    if (mode === undefined || fileSystem === undefined) return undefined;
    return { path, mode, fileSystem, owner: 1_000, isFolder: (mode & 0o40000) !== 0, changedMs: NOW };
  };
  return {
    disks: {
      mounts: parseMounts('22 1 253:0 / / rw - ext4 /dev/mapper/root rw'),
      blockDevice: () => ({ dmUuid: 'CRYPT-LUKS2-a', components: [] }),
      numberOf: () => undefined,
      zfsEncryption: () => undefined,
      isFscrypt: () => undefined,
    },
    swaps: 'Filename Type Size Used Priority\n',
    corePattern: '\n',
    limits: '',
    isSynchronised: true,
    nowMs: NOW,
    space: () => ({ freeBytes: 50, totalBytes: 100 }),
    file,
    filesOf: (folder) =>
      Object.keys(FILES)
        .filter((path) => path === folder || path.startsWith(`${folder}/`))
        .flatMap((path) => file(path) ?? []),
    certificate: (path) => ({ path, fromMs: NOW - DAY_MS, untilMs: NOW + 365 * DAY_MS }),
    ...over,
  };
}

const VARIABLES = {
  WAYLIGHT_INTAKE_DATA_DIR: '/data',
  WAYLIGHT_INTAKE_KEYS_FILE: '/keys/node.json',
  WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE: '/keys/node.crt',
};
const node = (over: Record<string, string> = {}) => {
  const installation = findConfiguredInstallation({ ...VARIABLES, ...over }, (path) => path);
  if (installation === undefined) throw new Error('No service was found');
  return installation;
};
const CLEAR = { ...machine().disks, blockDevice: () => ({ dmUuid: '', components: [] }) };

describe('a node', () => {
  it('is ok without problems', () => {
    const findings = examineMachine(node(), machine());
    expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
    const checks = [
      'disk',
      'space',
      'modes',
      'key location',
      'keys',
      'swap',
      'core dumps',
      'certificate',
      'clock',
    ];
    expect(findings.map(({ check }) => check)).toEqual(checks);
  });

  it.each<[string, ReturnType<typeof node>, Machine]>([
    ['disk', node(), machine({ disks: CLEAR })],
    ['space', node(), machine({ space: () => ({ freeBytes: 9, totalBytes: 100 }) })],
    ['swap', node(), machine({ swaps: undefined })],
    ['core dumps', node(), machine({ corePattern: 'core' })],
    ['certificate', node(), machine({ certificate: () => undefined })],
    ['clock', node(), machine({ isSynchronised: false })],
    ['keys', node({ WAYLIGHT_INTAKE_TLS_KEY_FILE: '/keys/gone.key' }), machine()],
    ['network', node({ WAYLIGHT_LOCAL_NETWORK: 'true' }), machine()],
    ['data', node({ WAYLIGHT_INTAKE_DATA_DIR: '/gone' }), machine()],
  ])('has a finding for each problem: %s', (check, installation, facts) => {
    const bad = examineMachine(installation, facts).filter(({ level }) => level !== 'ok');
    expect(bad).toMatchObject([{ check, todo: expect.stringMatching(/./) }]);
  });
});

it('a trial always needs attention: its keys are in one place, and no disk makes it fit for real reports', () => {
  const findings = examineMachine(trialInstallation('/data'), machine({ disks: CLEAR }));
  expect(findings[0]).toMatchObject({
    level: 'attention',
    what: expect.stringContaining("six countries' keys share one process"),
    todo: expect.stringContaining('not for real reports'),
  });
  expect(findings.find(({ check }) => check === 'disk')).toMatchObject({ level: 'attention' });
  expect(worstOf(examineMachine(trialInstallation('/data'), machine()))).not.toBe('ok');
});
