/** A line of /proc/self/mountinfo (proc_pid_mountinfo(5)). */
export type Mount = {
  readonly mountPoint: string;
  /** Major and minor number of the device, as `253:0`. */
  readonly device: string;
  readonly type: string;
  /** The path of a device, a ZFS dataset, or any other name. */
  readonly source: string;
};

export function parseMounts(mountinfo: string): readonly Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ', 2);
    const [, , device, , mountPoint] = before.split(' ');
    const [type, source] = after.split(' ');
    if (device === undefined || mountPoint === undefined || type === undefined || source === undefined)
      return [];
    return [{ mountPoint: unescapeOctal(mountPoint), device, type, source: unescapeOctal(source) }];
  });
}

/** The mount that contains a path. If several are mounted at the same place, only the last is visible. */
export function findMount(path: string, mounts: readonly Mount[]): Mount | undefined {
  const candidates = mounts.filter(
    ({ mountPoint }) => mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`),
  );
  const longest = Math.max(...candidates.map(({ mountPoint }) => mountPoint.length));
  return candidates.findLast(({ mountPoint }) => mountPoint.length === longest);
}

/** Decodes spaces, tabs and similar characters, which are written as a backslash and three octal digits. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
