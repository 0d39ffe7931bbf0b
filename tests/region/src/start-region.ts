import type { ProcessRegion, ProcessRegionOptions } from './process-region.ts';

/** Starts a region in one of its forms. Each form loads what it needs when it is asked for. */
export async function startRegion(options: ProcessRegionOptions): Promise<ProcessRegion> {
  switch (options.run) {
    case 'processes':
      return (await import('./process-region.ts')).startProcessRegion(options);
  }
}
