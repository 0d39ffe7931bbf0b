import { publishContainers, readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';
import type { Images } from './images.ts';

/** What containers are started with. */
export type Containers = {
  /** Of an engine of this run's own; the one that `docker` reaches if not there. */
  readonly host?: string | undefined;
  /** Ours run with a root that nobody can write to; what Apache and Redis publish is taken as it is. */
  readonly areOurs: boolean;
  /** Tags by name: `kafka`, `redis`, and where a test asks for them `intake`, `aggregation` and `insights`. */
  readonly images: Images;
};

export function publishTestContainers(found: Containers | MissingDependency): void {
  publishContainers('unavailable' in found ? found : { json: JSON.stringify(found) });
}

/**
 * Engine and images for a test that runs the region in containers, or why it is skipped. Under CI a missing one is a
 * failure, also where every other test runs on local processes.
 */
export function containersForTests(): Containers | MissingDependency {
  const { containersForTests: json, containersUnavailable, ci } = readTestingConfig();
  if (json !== undefined) {
    const found: Containers = JSON.parse(json);
    return found;
  }
  const unavailable = containersUnavailable ?? "the run's global setup brought no containers";
  if (ci) throw new Error(`containers are missing, and under CI no test may be skipped: ${unavailable}`);
  return { unavailable };
}
