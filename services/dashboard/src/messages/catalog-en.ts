import type { Catalog } from './catalogs.ts';
import { en as overview } from './overview/en.ts';
import { en as shell } from './shell/en.ts';

export const catalog: Catalog = { ...shell, ...overview };
