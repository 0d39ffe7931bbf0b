import type { InProcessOptions, InProcessRegion } from './in-process-region.ts';

/** Starts a region in one of its forms. Each form loads what it needs when it is asked for. */
export async function startRegion(options: InProcessOptions): Promise<InProcessRegion> {
  switch (options.run) {
    case 'in-process':
      return (await import('./in-process-region.ts')).startInProcessRegion(options);
  }
}
