import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, type PrometheusPrograms, startGuardedProcess, waitFor } from '@waylight/testing';
import { parse, stringify } from 'yaml';
import { filledAlertmanagerConfig, OBSERVABILITY } from './observability-files.ts';

type PrometheusConfig = { readonly scrape_configs: readonly object[] };

export type Alert = { readonly labels: Readonly<Record<string, string>>; readonly annotations: object };

type Server = { readonly origin: string; readonly stop: () => Promise<void> };
export type PrometheusServer = Server & {
  /** Results of a query now. */
  readonly query: (expression: string) => Promise<readonly unknown[]>;
};
export type AlertmanagerServer = Server & { readonly alerts: () => Promise<readonly Alert[]> };

/** Time that replaces every `for` of a rule. */
const SHORT_FOR = '2s';

/**
 * Starts Prometheus with the shipped configuration and rules of one party. Only addresses and times differ: it scrapes every
 * second, and an alert fires after two.
 */
export async function startPrometheus(
  { prometheus }: PrometheusPrograms,
  party: 'node' | 'region',
  folder: string,
  { targets, alertmanager }: { readonly targets: readonly string[]; readonly alertmanager: string },
): Promise<PrometheusServer> {
  await mkdir(join(folder, 'rules'), { recursive: true });
  for (const name of ['services', party]) {
    const path = join('rules', `${name}.yaml`);
    const rules = await readFile(join(OBSERVABILITY, path), 'utf8');
    await writeFile(join(folder, path), rules.replace(/^( +for:) \w+$/gm, `$1 ${SHORT_FOR}`));
  }
  const shipped = parse(
    await readFile(join(OBSERVABILITY, `prometheus-${party}.yaml`), 'utf8'),
  ) as PrometheusConfig;
  const file = join(folder, 'prometheus.yaml');
  const config = {
    ...shipped,
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: shipped.scrape_configs.map((job) => ({ ...job, static_configs: [{ targets }] })),
  };
  await writeFile(file, stringify(config));
  const server = await startServer(prometheus, folder, [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
  ]);
  return {
    ...server,
    query: async (expression) => {
      const response = await fetch(`${server.origin}/api/v1/query?query=${encodeURIComponent(expression)}`);
      const { data } = (await response.json()) as { data: { result: unknown[] } };
      return data.result;
    },
  };
}

/** Starts Alertmanager with the shipped configuration. It sends the watchdog to `watchdogUrl`, without delay, and no mail. */
export async function startAlertmanager(
  { alertmanager }: PrometheusPrograms,
  folder: string,
  watchdogUrl: string,
): Promise<AlertmanagerServer> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'alertmanager.yaml');
  const config = filledAlertmanagerConfig()
    // Nothing listens there.
    .replace('mail.example.org:587', '127.0.0.1:1')
    .replace('https://watchdog.example.org/ping', watchdogUrl);
  await writeFile(file, config);
  const server = await startServer(alertmanager, folder, [
    `--config.file=${file}`,
    `--storage.path=${join(folder, 'data')}`,
    '--cluster.listen-address=',
  ]);
  return {
    ...server,
    alerts: async () => (await (await fetch(`${server.origin}/api/v2/alerts`)).json()) as readonly Alert[],
  };
}

async function startServer(program: string, folder: string, args: readonly string[]): Promise<Server> {
  const address = `127.0.0.1:${await freePort()}`;
  const log = join(folder, 'log');
  const running = startGuardedProcess(program, [...args, `--web.listen-address=${address}`], log);
  const origin = `http://${address}`;
  try {
    await waitFor(`${program} is ready`, async () => {
      if (running.hasExited()) throw new Error(await readFile(log, 'utf8'));
      const response = await fetch(`${origin}/-/ready`).catch(() => undefined);
      return response?.status === 200;
    });
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { origin, stop: running.stop };
}
