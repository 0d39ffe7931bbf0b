import { publishContainers, readTestingConfig } from './config.ts';
import type { Containers, MissingDependency } from './dependency.ts';

export function publishTestContainers(found: Containers | MissingDependency): void {
  publishContainers('unavailable' in found ? found : { json: JSON.stringify(found) });
}

/**
 * Returns engine and images for a test that runs the region in containers, or the reason to skip the test. Under CI, throws if
 * they are missing, even if all other tests use local processes.
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
