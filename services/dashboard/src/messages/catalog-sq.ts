import type { Catalog } from './catalogs.ts';
import { sq as overview } from './overview/sq.ts';
import { sq as shell } from './shell/sq.ts';

export const catalog: Catalog = { ...shell, ...overview };
