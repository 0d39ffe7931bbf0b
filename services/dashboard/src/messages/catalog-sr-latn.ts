import type { Catalog } from './catalogs.ts';
import { srLatn as overview } from './overview/sr-latn.ts';
import { srLatn as shell } from './shell/sr-latn.ts';

export const catalog: Catalog = { ...shell, ...overview };
