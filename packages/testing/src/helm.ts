import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTestingConfig, userCacheFolder } from './config.ts';
import type { MissingDependency } from './dependency.ts';
import { compileGoProgram } from './go-program.ts';

/** Renderings are compared byte by byte, so any other version on the path is not used. */
const VERSION = '4.3.1';

/** Compiles Helm once into the user's cache. If that fails, throws under CI, and otherwise returns the reason. */
export function helmForTests(): { readonly program: string } | MissingDependency {
  const program = join(userCacheFolder(), `helm-${VERSION}`, 'helm');
  if (existsSync(program)) return { program };
  const failure = compileGoProgram({ module: 'helm.sh/helm/v4/cmd/helm', version: VERSION, file: program });
  if (failure === undefined) return { program };
  if (readTestingConfig().ci)
    throw new Error(`Helm is missing, and under CI no test may be skipped: it needs ${failure}`);
  return { unavailable: failure };
}
