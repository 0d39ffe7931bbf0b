import { findMount, type Mount } from './mounts.ts';

/** What /sys/dev/block says of a device. */
export type BlockDevice = {
  /** Of the device mapper, and empty of any other device: what made it stands first. */
  readonly dmUuid: string;
  /** The devices that it is made of, by their numbers; none of a disk or partition. */
  readonly components: readonly string[];
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

export type DiskEncryption = {
  readonly state: 'encrypted' | 'in the clear' | 'memory' | 'unknown';
  readonly detail: string;
};

const ENCRYPTED_TYPES = new Set(['ecryptfs', 'fuse.gocryptfs', 'fuse.encfs', 'fuse.cryfs']);
const MEMORY_TYPES = new Set(['tmpfs', 'ramfs']);

/** Whether what is written to a path is encrypted before it reaches a disk. */
export function findDiskEncryption(path: string, facts: DiskFacts): DiskEncryption {
  const mount = findMount(path, facts.mounts);
  if (mount === undefined) return { state: 'unknown', detail: 'no file system was found for it' };
  const { type, source } = mount;
  if (MEMORY_TYPES.has(type)) return { state: 'memory', detail: type };
  if (ENCRYPTED_TYPES.has(type)) return { state: 'encrypted', detail: type };
  if (type === 'zfs') return readZfsEncryption(facts.zfsEncryption(source));
  if (facts.isFscrypt(path) === true) return { state: 'encrypted', detail: 'fscrypt' };
  // btrfs and others have no device of their own, but name one.
  const number = source.startsWith('/dev/') ? (facts.numberOf(source) ?? mount.device) : mount.device;
  return findDeviceEncryption(number, facts, type);
}

/** The same of a device, such as one that holds swap. */
export function findDeviceEncryption(
  number: string,
  facts: Pick<DiskFacts, 'blockDevice'>,
  type: string,
): DiskEncryption {
  switch (isEncrypted(number, facts, new Set())) {
    case true:
      return { state: 'encrypted', detail: 'dm-crypt' };
    case false:
      return { state: 'in the clear', detail: `${type}, with no dm-crypt beneath` };
    case undefined:
      return { state: 'unknown', detail: `${type}, of which this machine does not show the disk` };
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
  if (device.components.length === 0) return false;
  const parts = device.components.map((one) => isEncrypted(one, facts, new Set([...seen, number])));
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
}

function readZfsEncryption(encryption: string | undefined): DiskEncryption {
  if (encryption === undefined)
    return { state: 'unknown', detail: 'zfs, whose properties cannot be read here' };
  return encryption === 'off'
    ? { state: 'in the clear', detail: 'zfs, with encryption off' }
    : { state: 'encrypted', detail: `zfs, ${encryption}` };
}
