import { startTrialRegion, type TrialRegion, type TrialRegionOptions } from './trial-region.ts';

/** Starts a region for a test, in the form that `run` names. */
export function startRegion(options: TrialRegionOptions): Promise<TrialRegion> {
  switch (options.run) {
    case 'trial':
      return startTrialRegion(options);
  }
}
