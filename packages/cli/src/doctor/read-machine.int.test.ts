import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findDiskEncryption } from './disk-encryption.ts';
import { readDisks, readMachine } from './read-machine.ts';

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('reads LVM over LUKS in the form of the kernel', () => {
  const root = temporary();
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('proc/self/mountinfo', '22 1 253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw\n');
  write('sys/dev/block/253:1/dm/uuid', 'LVM-abc\n');
  write('sys/devices/dm-0/dev', '253:0\n');
  mkdirSync(join(root, 'sys/dev/block/253:1/slaves'));
  symlinkSync(join(root, 'sys/devices/dm-0'), join(root, 'sys/dev/block/253:1/slaves/dm-0'));
  write('sys/dev/block/253:0/dm/uuid', 'CRYPT-LUKS2-0123-root\n');
  const facts = readDisks(join(root, 'proc'), join(root, 'sys'));
  expect(findDiskEncryption('/var/lib/waylight', facts)).toEqual({ state: 'encrypted', detail: 'dm-crypt' });
});

it('reads this machine', () => {
  const machine = readMachine(Date.now());
  const folder = temporary();
  writeFileSync(join(folder, 'ledger.sqlite'), '', { mode: 0o640 });
  symlinkSync('/etc/hostname', join(folder, 'elsewhere'));
  expect(machine.disks.mounts.map(({ mountPoint }) => mountPoint)).toContain('/');
  expect(machine.limits).toContain('Max core file size');
  const [itself, ...files] = machine.filesOf(folder);
  expect(itself).toMatchObject({ isFolder: true, changedMs: expect.any(Number) });
  expect((itself?.mode ?? 0) & 0o777).toBe(0o700);
  expect(files.map(({ mode }) => mode & 0o777)).toEqual([0o640]);
  expect(machine.file(join(folder, 'gone'))).toBeUndefined();
});

it('follows the link of a database to its folder and the files of the database', () => {
  const [folder, disk] = [temporary(), temporary()];
  chmodSync(disk, 0o755);
  for (const name of ['real.sqlite', 'real.sqlite-wal', 'another']) writeFileSync(join(disk, name), '');
  symlinkSync(join(disk, 'real.sqlite'), join(folder, 'ledger.sqlite'));
  const [, ...files] = readMachine(Date.now()).filesOf(folder);
  const real = realpathSync(disk);
  expect(files.map(({ path }) => path).sort()).toEqual([
    ...[real, join(real, 'real.sqlite'), join(real, 'real.sqlite-wal')],
  ]);
});
