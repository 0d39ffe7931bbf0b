import { attention, type Finding, ok, wrong } from '../installation/finding.ts';
import {
  type DiskEncryption,
  type DiskFacts,
  findDeviceEncryption,
  findDiskEncryption,
} from './disk-encryption.ts';

const ENCRYPT = 'move it to an encrypted disk (LUKS, encrypted ZFS), and wipe the old one';

/** Checks that the thief of a disk cannot read this folder. `isSealed`: the service also encrypts its files. */
export function checkDisk(path: string, facts: DiskFacts, isSealed = false): Finding {
  const check = 'disk';
  const { state, detail } = findDiskEncryption(path, facts);
  switch (state) {
    case 'encrypted':
      return ok(check, path, `encrypted (${detail})`);
    case 'memory':
      return attention(
        check,
        path,
        `is in memory (${detail})`,
        'the data is lost when the machine stops: is that intended?',
      );
    case 'in the clear':
      return isSealed
        ? attention(check, path, `the ledger is encrypted, but its disk is not (${detail})`, ENCRYPT)
        : wrong(check, path, `readable on a stolen disk (${detail})`, ENCRYPT);
    case 'unknown':
      return attention(
        check,
        path,
        `encryption is unknown (${detail})`,
        'check on the host, or ask its operator',
      );
    default:
      return state satisfies never;
  }
}

export type DiskSpace = { readonly freeBytes: number; readonly totalBytes: number };

/** Checks free space. Backups of a ledger need twice its size for a moment. */
export function checkSpace(path: string, { freeBytes, totalBytes }: DiskSpace): Finding {
  const check = 'space';
  const percent = Math.floor((100 * freeBytes) / totalBytes);
  const what = `${percent} % of the disk is free (${Math.floor(freeBytes / 1024 ** 2)} MiB)`;
  const todo =
    'delete logs and old images, or enlarge the disk; never a ledger, its -wal file or an audit (runbook: Full disk)';
  if (percent < 2) return wrong(check, path, what, todo);
  return percent < 10 ? attention(check, path, what, todo) : ok(check, path, what);
}

/** Checks swap areas, which are the lines of /proc/swaps. */
export function checkSwap(swaps: string, facts: DiskFacts): Finding[] {
  const check = 'swap';
  const places = swaps
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(/\s+/)[0] || []);
  if (places.length === 0) return [ok(check, 'memory', 'is not written to a disk')];
  return places.map((place) => {
    if (place.startsWith('/dev/zram')) return ok(check, place, 'stays in memory, compressed');
    const { state, detail } = findSwapEncryption(place, facts);
    if (state === 'encrypted') return ok(check, place, `encrypted (${detail})`);
    const what =
      state === 'unknown'
        ? `encryption is unknown (${detail})`
        : `memory is written to an unencrypted disk (${detail})`;
    const todo = 'disable it with swapoff, or encrypt it (crypttab, with a new key at each start)';
    return state === 'unknown' ? attention(check, place, what, todo) : wrong(check, place, what, todo);
  });
}

function findSwapEncryption(place: string, facts: DiskFacts): DiskEncryption {
  if (!place.startsWith('/dev/')) return findDiskEncryption(place, facts);
  const number = facts.numberOf(place);
  return number === undefined
    ? { state: 'unknown', detail: 'the device is not visible here' }
    : findDeviceEncryption(number, facts, 'swap');
}
