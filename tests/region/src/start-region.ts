import type { InProcessOptions, InProcessRegion } from './in-process-region.ts';
import type { ProcessRegion, ProcessRegionOptions } from './process-region.ts';
import type { TrialRegion, TrialRegionOptions } from './trial-region.ts';

export function startRegion(options: InProcessOptions): Promise<InProcessRegion>;
export function startRegion(options: ProcessRegionOptions): Promise<ProcessRegion>;
export function startRegion(options: TrialRegionOptions): Promise<TrialRegion>;
/** Starts a region for a test; `run` selects in-process services, processes or a trial. Code is loaded on demand. */
export async function startRegion(
  options: InProcessOptions | ProcessRegionOptions | TrialRegionOptions,
): Promise<InProcessRegion | ProcessRegion | TrialRegion> {
  switch (options.run) {
    case 'in-process':
      return (await import('./in-process-region.ts')).startInProcessRegion(options);
    case 'processes':
      return (await import('./process-region.ts')).startProcessRegion(options);
    case 'trial':
      return (await import('./trial-region.ts')).startTrialRegion(options);
  }
}
