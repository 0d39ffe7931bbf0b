import { findMount, type Mount } from './mounts.ts';

/** A device in /sys/dev/block. */
export type BlockDevice = {
  /** The UUID of the device mapper, which begins with its subsystem; empty for other devices. */
  readonly dmUuid: string;
  /** Numbers of the devices below this device; empty for a disk or partition. */
  readonly components: readonly string[];
};

/** Facts about a machine's disks. A fact is undefined if it is unknown. */
export type DiskFacts = {
  readonly mounts: readonly Mount[];
  readonly blockDevice: (number: string) => BlockDevice | undefined;
  /** The number of a device that has a path, such as /dev/mapper/root. */
  readonly numberOf: (devicePath: string) => string | undefined;
  /** The property `encryption` of a ZFS dataset. */
  readonly zfsEncryption: (dataset: string) => string | undefined;
  /** True if the file system encrypts this folder (fscrypt). */
  readonly isFscrypt: (path: string) => boolean | undefined;
};

export type DiskEncryption = {
  readonly state: 'encrypted' | 'in the clear' | 'memory' | 'unknown';
  readonly detail: string;
};

const ENCRYPTED_TYPES = new Set(['ecryptfs', 'fuse.gocryptfs', 'fuse.encfs', 'fuse.cryfs']);
const MEMORY_TYPES = new Set(['tmpfs', 'ramfs']);

/** Finds whether data in this folder are encrypted on the disk. */
export function findDiskEncryption(path: string, facts: DiskFacts): DiskEncryption {
  const mount = findMount(path, facts.mounts);
  if (mount === undefined) return { state: 'unknown', detail: 'no file system is mounted there' };
  const { type, source } = mount;
  if (MEMORY_TYPES.has(type)) return { state: 'memory', detail: type };
  if (ENCRYPTED_TYPES.has(type)) return { state: 'encrypted', detail: type };
  if (type === 'zfs') return readZfsEncryption(facts.zfsEncryption(source));
  if (facts.isFscrypt(path) === true) return { state: 'encrypted', detail: 'fscrypt' };
  // The device number of a btrfs mount is not a block device, but its source is the path of a block device.
  const number = source.startsWith('/dev/') ? (facts.numberOf(source) ?? mount.device) : mount.device;
  return findDeviceEncryption(number, facts, type);
}

/** Finds whether data on this device are encrypted, for example on a swap device. */
export function findDeviceEncryption(
  number: string,
  facts: Pick<DiskFacts, 'blockDevice'>,
  type: string,
): DiskEncryption {
  switch (isEncrypted(number, facts, new Set())) {
    case true:
      return { state: 'encrypted', detail: 'dm-crypt' };
    case false:
      return { state: 'in the clear', detail: `${type}, without dm-crypt` };
    case undefined:
      return { state: 'unknown', detail: `${type}, whose disk is not visible here` };
  }
}

/** Device-mapper targets that verify data, and do not encrypt them. */
const CHECKS_ONLY = /^CRYPT-(VERITY|INTEGRITY|SUBDEV)/;

/** All devices below must be encrypted: one unencrypted half of a mirror is enough for a thief. */
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
    return { state: 'unknown', detail: 'zfs, whose properties are not readable here' };
  return encryption === 'off'
    ? { state: 'in the clear', detail: 'zfs, with encryption off' }
    : { state: 'encrypted', detail: `zfs, ${encryption}` };
}
