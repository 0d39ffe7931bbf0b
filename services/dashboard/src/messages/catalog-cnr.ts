import type { Catalog } from './catalogs.ts';
import { cnr as overview } from './overview/cnr.ts';
import { cnr as shell } from './shell/cnr.ts';

export const catalog: Catalog = { ...shell, ...overview };
