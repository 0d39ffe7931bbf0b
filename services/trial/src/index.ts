export { prepareFiles } from './files.ts';
export { type Layout, layoutOf, PORTS } from './layout.ts';
export { createRegion, type Region, type RegionOptions } from './region.ts';
