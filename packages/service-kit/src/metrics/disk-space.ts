import { statfs } from 'node:fs/promises';
import type { Metrics } from './metrics.ts';

/** Measures the disk of a folder before each exposition. */
export function measureDiskSpace(metrics: Metrics, folder: string): void {
  const free = metrics.gauge({
    name: 'waylight_data_free_bytes',
    help: 'Free bytes on the disk of the data.',
  });
  const size = metrics.gauge({
    name: 'waylight_data_size_bytes',
    help: 'Size of the disk of the data.',
  });
  metrics.beforeExpose(async () => {
    const { bavail, blocks, bsize } = await statfs(folder);
    free.set(bavail * bsize);
    size.set(blocks * bsize);
  });
}
