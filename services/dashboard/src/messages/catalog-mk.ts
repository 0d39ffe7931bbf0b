import type { Catalog } from './catalogs.ts';
import { mk as overview } from './overview/mk.ts';
import { mk as shell } from './shell/mk.ts';

export const catalog: Catalog = { ...shell, ...overview };
