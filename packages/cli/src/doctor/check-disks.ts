import { type Disk, type DiskFacts, deviceDisk, diskOf } from './disk.ts';
import { attention, type Finding, ok, wrong } from './finding.ts';

const ENCRYPT = 'move it to a disk that is encrypted (LUKS, encrypted ZFS), and wipe the one that it was on';

/** Whether who takes the disk can read what lies in this folder. `isSealed`: the service encrypts it by itself as well. */
export function checkDisk(path: string, facts: DiskFacts, isSealed = false): Finding {
  const check = 'disk';
  const { is, how } = diskOf(path, facts);
  switch (is) {
    case 'encrypted':
      return ok(check, path, `encrypted (${how})`);
    case 'memory':
      return attention(check, path, `lies in memory (${how})`, 'it is gone with the power: is that meant?');
    case 'in the clear':
      return isSealed
        ? attention(check, path, `the ledger is encrypted, the disk beneath is not (${how})`, ENCRYPT)
        : wrong(check, path, `who takes the disk can read it (${how})`, ENCRYPT);
    case 'unknown':
      return attention(check, path, `cannot be told (${how})`, 'look on the host, or ask who runs it');
    default:
      return is satisfies never;
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
    const { is, how } = swapDisk(place, facts);
    if (is === 'encrypted') return ok(check, place, `encrypted (${how})`);
    const what =
      is === 'unknown' ? `cannot be told (${how})` : `memory is written to a disk in the clear (${how})`;
    const todo = 'swapoff it, or encrypt it (crypttab, with a key made at each start)';
    return is === 'unknown' ? attention(check, place, what, todo) : wrong(check, place, what, todo);
  });
}

function swapDisk(place: string, facts: DiskFacts): Disk {
  if (!place.startsWith('/dev/')) return diskOf(place, facts);
  const number = facts.numberOf(place);
  return number === undefined
    ? { is: 'unknown', how: 'no such device is seen here' }
    : deviceDisk(number, facts, 'swap');
}
