import type { InProcessOptions, InProcessRegion } from './in-process-region.ts';
import type { ProcessRegion, ProcessRegionOptions } from './process-region.ts';

export function startRegion(options: InProcessOptions): Promise<InProcessRegion>;
export function startRegion(options: ProcessRegionOptions): Promise<ProcessRegion>;
/** Starts a region in one of its forms. Each form loads what it needs when it is asked for. */
export async function startRegion(
  options: InProcessOptions | ProcessRegionOptions,
): Promise<InProcessRegion | ProcessRegion> {
  switch (options.run) {
    case 'in-process':
      return (await import('./in-process-region.ts')).startInProcessRegion(options);
    case 'processes':
      return (await import('./process-region.ts')).startProcessRegion(options);
  }
}
