import type { Catalog } from './catalogs.ts';
import { bs as overview } from './overview/bs.ts';
import { bs as shell } from './shell/bs.ts';

export const catalog: Catalog = { ...shell, ...overview };
