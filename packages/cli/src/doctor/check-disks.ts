import {
  type DiskEncryption,
  type DiskFacts,
  findDeviceEncryption,
  findDiskEncryption,
} from './disk-encryption.ts';
import { attention, type Finding, ok, wrong } from './finding.ts';

const ENCRYPT = 'move it to a disk that is encrypted (LUKS, encrypted ZFS), and wipe the one that it was on';

/** Whether who takes the disk can read what lies in this folder. `isSealed`: the service encrypts it by itself as well. */
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
        `lies in memory (${detail})`,
        'it is gone with the power: is that meant?',
      );
    case 'in the clear':
      return isSealed
        ? attention(check, path, `the ledger is encrypted, the disk beneath is not (${detail})`, ENCRYPT)
        : wrong(check, path, `who takes the disk can read it (${detail})`, ENCRYPT);
    case 'unknown':
      return attention(check, path, `cannot be told (${detail})`, 'look on the host, or ask who runs it');
    default:
      return state satisfies never;
  }
}

/** A line of /proc/swaps for each place that memory is written to. */
export function checkSwap(swaps: string, facts: DiskFacts): Finding[] {
  const check = 'swap';
  const places = swaps
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(/\s+/)[0] || []);
  if (places.length === 0) return [ok(check, 'memory', 'is written to no disk')];
  return places.map((place) => {
    if (place.startsWith('/dev/zram')) return ok(check, place, 'stays in memory, compressed');
    const { state, detail } = findSwapEncryption(place, facts);
    if (state === 'encrypted') return ok(check, place, `encrypted (${detail})`);
    const what =
      state === 'unknown'
        ? `cannot be told (${detail})`
        : `memory is written to a disk in the clear (${detail})`;
    const todo = 'swapoff it, or encrypt it (crypttab, with a key made at each start)';
    return state === 'unknown' ? attention(check, place, what, todo) : wrong(check, place, what, todo);
  });
}

function findSwapEncryption(place: string, facts: DiskFacts): DiskEncryption {
  if (!place.startsWith('/dev/')) return findDiskEncryption(place, facts);
  const number = facts.numberOf(place);
  return number === undefined
    ? { state: 'unknown', detail: 'no such device is seen here' }
    : findDeviceEncryption(number, facts, 'swap');
}
