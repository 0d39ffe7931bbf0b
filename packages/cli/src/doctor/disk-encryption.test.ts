import { describe, expect, it } from 'vitest';
import { checkDisk, checkSwap } from './check-disks.ts';
import { type BlockDevice, type DiskFacts, findDiskEncryption } from './disk-encryption.ts';
import { parseMounts } from './mounts.ts';

const CRYPT = 'CRYPT-LUKS2-0123456789abcdef0123456789abcdef-data';
const LVM = 'LVM-0123456789abcdef';

/** The mounts and block devices of a machine, as /proc and /sys list them. */
function machine(
  mountinfo: readonly string[],
  devices: Readonly<Record<string, Partial<BlockDevice>>>,
  over: Partial<DiskFacts> = {},
): DiskFacts {
  return {
    mounts: parseMounts(mountinfo.join('\n')),
    blockDevice: (number) =>
      devices[number] === undefined ? undefined : { dmUuid: '', components: [], ...devices[number] },
    numberOf: () => undefined,
    zfsEncryption: () => undefined,
    isFscrypt: () => undefined,
    ...over,
  };
}

const root = (device: string, type = 'ext4', source = '/dev/x') =>
  `22 1 ${device} / / rw,relatime shared:1 - ${type} ${source} rw`;

describe('the encryption of a path', () => {
  it.each<[string, 'encrypted' | 'in the clear' | 'memory' | 'unknown', DiskFacts]>([
    ['a partition', 'in the clear', machine([root('8:1')], { '8:1': {} })],
    [
      'LUKS',
      'encrypted',
      machine([root('253:0')], { '253:0': { dmUuid: CRYPT, components: ['8:1'] }, '8:1': {} }),
    ],
    [
      'LVM over LUKS',
      'encrypted',
      machine([root('253:1')], {
        '253:1': { dmUuid: LVM, components: ['253:0'] },
        '253:0': { dmUuid: CRYPT, components: ['8:1'] },
      }),
    ],
    [
      'LUKS over LVM over a mirror',
      'encrypted',
      machine([root('253:2')], { '253:2': { dmUuid: CRYPT, components: ['253:1'] } }),
    ],
    [
      'LVM alone',
      'in the clear',
      machine([root('253:1')], { '253:1': { dmUuid: LVM, components: ['8:1'] }, '8:1': {} }),
    ],
    [
      'a mirror with one half in the clear',
      'in the clear',
      machine([root('9:0')], {
        '9:0': { components: ['253:0', '8:2'] },
        '253:0': { dmUuid: CRYPT },
        '8:2': {},
      }),
    ],
    [
      'a mirror with one half that is not visible',
      'unknown',
      machine([root('9:0')], { '9:0': { components: ['253:0', '8:2'] }, '253:0': { dmUuid: CRYPT } }),
    ],
    [
      'a device that is only verified',
      'in the clear',
      machine([root('253:0')], {
        '253:0': { dmUuid: 'CRYPT-VERITY-0123-root', components: ['8:1'] },
        '8:1': {},
      }),
    ],
    ['a device that contains itself', 'unknown', machine([root('9:0')], { '9:0': { components: ['9:0'] } })],
    ['a container', 'unknown', machine([root('0:53', 'overlay', 'overlay')], {})],
    [
      'btrfs, which has no device number of its own',
      'encrypted',
      machine(
        [root('0:28', 'btrfs', '/dev/mapper/root')],
        { '253:0': { dmUuid: CRYPT } },
        {
          numberOf: (path) => (path === '/dev/mapper/root' ? '253:0' : undefined),
        },
      ),
    ],
    ['memory', 'memory', machine([root('0:40', 'tmpfs', 'tmpfs')], {})],
    ['eCryptfs', 'encrypted', machine([root('0:41', 'ecryptfs', '/home/.private')], {})],
    ['fscrypt', 'encrypted', machine([root('8:1')], { '8:1': {} }, { isFscrypt: () => true })],
    [
      'ZFS, encrypted',
      'encrypted',
      machine([root('0:50', 'zfs', 'tank/data')], {}, { zfsEncryption: () => 'aes-256-gcm' }),
    ],
    [
      'ZFS in the clear',
      'in the clear',
      machine([root('0:50', 'zfs', 'tank/data')], {}, { zfsEncryption: () => 'off' }),
    ],
    ['ZFS without its tools', 'unknown', machine([root('0:50', 'zfs', 'tank/data')], {})],
    ['no mount', 'unknown', machine([], {})],
  ])('of %s is: %s', (_what, state, facts) => {
    expect(findDiskEncryption('/var/lib/waylight', facts).state).toBe(state);
  });

  it('is that of the innermost mount, and of the last mount at the same place', () => {
    const facts = machine(
      [
        root('8:1'),
        '30 22 253:0 / /srv/way\\040light rw - ext4 /dev/mapper/a rw',
        '31 22 8:1 / /srv/way rw - ext4 /dev/sda1 rw',
        '32 22 8:1 / /srv/over rw - ext4 /dev/sda1 rw',
        '33 22 253:0 / /srv/over rw - ext4 /dev/mapper/a rw',
      ],
      { '8:1': {}, '253:0': { dmUuid: CRYPT } },
    );
    expect(findDiskEncryption('/srv/way light/ledger', facts).state).toBe('encrypted');
    expect(findDiskEncryption('/srv/way/ledger', facts).state).toBe('in the clear');
    expect(findDiskEncryption('/srv/wayfarer', facts).state).toBe('in the clear');
    expect(findDiskEncryption('/srv/over', facts).state).toBe('encrypted');
  });

  it('is wrong if the disk is not encrypted, but only needs attention if the ledger itself is encrypted', () => {
    const clear = machine([root('8:1')], { '8:1': {} });
    expect(checkDisk('/data', clear).level).toBe('wrong');
    expect(checkDisk('/data', clear, true).level).toBe('attention');
    expect(checkDisk('/data', machine([root('0:53', 'overlay', 'overlay')], {})).level).toBe('attention');
  });
});

describe('swap', () => {
  const HEAD = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';
  const facts = machine(
    [root('8:1')],
    { '8:1': {}, '8:2': {}, '253:3': { dmUuid: 'CRYPT-PLAIN-swap' } },
    {
      numberOf: (path) => ({ '/dev/sda2': '8:2', '/dev/dm-3': '253:3' })[path],
    },
  );
  it.each([
    ['', 'ok'],
    ['/dev/zram0 partition 100 0 100\n', 'ok'],
    ['/dev/dm-3 partition 100 0 -2\n', 'ok'],
    ['/dev/sda2 partition 100 0 -2\n', 'wrong'],
    ['/swapfile file 100 0 -2\n', 'wrong'],
    ['/dev/gone partition 100 0 -2\n', 'attention'],
  ])('in %j is %s', (line, level) => {
    expect(checkSwap(HEAD + line, facts)).toMatchObject([{ level }]);
  });
});
