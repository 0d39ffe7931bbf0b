import { type Mount, mountOf } from './mounts.ts';

/** What /sys/dev/block says of a device. */
export type BlockDevice = {
  /** Of the device mapper, and empty of any other device: what made it stands first. */
  readonly dmUuid: string;
  /** The devices that it is made of, by their numbers; none of a disk or partition. */
  readonly under: readonly string[];
};

/** What has to be looked up on the machine. Undefined is: it cannot be told. */
export type DiskFacts = {
  readonly mounts: readonly Mount[];
  readonly blockDevice: (number: string) => BlockDevice | undefined;
  /** The number of a device that has a path, such as /dev/mapper/root. */
  readonly numberOf: (devicePath: string) => string | undefined;
  /** The property `encryption` of a ZFS dataset. */
  readonly zfsEncryption: (dataset: string) => string | undefined;
  /** Whether the file system encrypts this folder by itself (fscrypt). */
  readonly isFscrypt: (path: string) => boolean | undefined;
};

export type Disk = { readonly is: 'encrypted' | 'in the clear' | 'memory' | 'unknown'; readonly how: string };

const ENCRYPTED_TYPES = new Set(['ecryptfs', 'fuse.gocryptfs', 'fuse.encfs', 'fuse.cryfs']);
const MEMORY_TYPES = new Set(['tmpfs', 'ramfs']);

/** Whether what is written to a path is encrypted before it reaches a disk. */
export function diskOf(path: string, facts: DiskFacts): Disk {
  const mount = mountOf(path, facts.mounts);
  if (mount === undefined) return { is: 'unknown', how: 'no file system was found for it' };
  const { type, source } = mount;
  if (MEMORY_TYPES.has(type)) return { is: 'memory', how: type };
  if (ENCRYPTED_TYPES.has(type)) return { is: 'encrypted', how: type };
  if (type === 'zfs') return zfs(facts.zfsEncryption(source));
  if (facts.isFscrypt(path) === true) return { is: 'encrypted', how: 'fscrypt' };
  // btrfs and others have no device of their own, but name one.
  const number = source.startsWith('/dev/') ? (facts.numberOf(source) ?? mount.device) : mount.device;
  return deviceDisk(number, facts, type);
}

/** The same of a device, such as one that holds swap. */
export function deviceDisk(number: string, facts: Pick<DiskFacts, 'blockDevice'>, type: string): Disk {
  switch (isEncrypted(number, facts, new Set())) {
    case true:
      return { is: 'encrypted', how: 'dm-crypt' };
    case false:
      return { is: 'in the clear', how: `${type}, with no dm-crypt beneath` };
    case undefined:
      return { is: 'unknown', how: `${type}, of which this machine does not show the disk` };
  }
}

/** These check what they read, and hide nothing. */
const CHECKS_ONLY = /^CRYPT-(VERITY|INTEGRITY|SUBDEV)/;

/** All that it is made of has to be: one mirror in the clear is enough for a thief. */
function isEncrypted(
  number: string,
  facts: Pick<DiskFacts, 'blockDevice'>,
  seen: ReadonlySet<string>,
): boolean | undefined {
  const device = seen.has(number) ? undefined : facts.blockDevice(number);
  if (device === undefined) return undefined;
  if (device.dmUuid.startsWith('CRYPT-') && !CHECKS_ONLY.test(device.dmUuid)) return true;
  if (device.under.length === 0) return false;
  const parts = device.under.map((one) => isEncrypted(one, facts, new Set([...seen, number])));
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
}

function zfs(encryption: string | undefined): Disk {
  if (encryption === undefined) return { is: 'unknown', how: 'zfs, whose properties cannot be read here' };
  return encryption === 'off'
    ? { is: 'in the clear', how: 'zfs, with encryption off' }
    : { is: 'encrypted', how: `zfs, ${encryption}` };
}
