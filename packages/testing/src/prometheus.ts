import { spawnSync } from 'node:child_process';
import { installWithApt } from './apt.ts';
import { readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** Programs of Prometheus and Alertmanager on the path. */
export type PrometheusPrograms = {
  readonly prometheus: string;
  readonly promtool: string;
  readonly alertmanager: string;
  readonly amtool: string;
};

/** Names as in Debian's packages. */
const PROGRAMS: PrometheusPrograms = {
  prometheus: 'prometheus',
  promtool: 'promtool',
  alertmanager: 'prometheus-alertmanager',
  amtool: 'amtool',
};

/** Installs Prometheus and Alertmanager if needed. If they are missing, throws under CI, and otherwise returns the reason. */
export function prometheusForTests(): PrometheusPrograms | MissingDependency {
  const areInstalled = () =>
    Object.values(PROGRAMS).every((program) => spawnSync(program, ['--version']).status === 0);
  if (areInstalled()) return PROGRAMS;
  const failure = installWithApt('--no-install-recommends', 'prometheus', 'prometheus-alertmanager');
  if (areInstalled()) return PROGRAMS;
  if (readTestingConfig().ci)
    throw new Error(`Prometheus is missing, and under CI no test may be skipped: ${failure}`);
  return { unavailable: `Prometheus and Alertmanager on the path, or root on Debian or Ubuntu (${failure})` };
}
