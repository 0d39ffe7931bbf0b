import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountSmallDisk, prometheusForTests, waitFor } from '@waylight/testing';
import { type InProcessRegion, startRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Alert,
  type AlertmanagerServer,
  type PrometheusServer,
  startAlertmanager,
  startPrometheus,
} from './prometheus-servers.ts';

const programs = prometheusForTests();
const disk = await mountSmallDisk(64);

const HOUR_MS = 3_600_000;
/** The clock of the services is behind by this time, so their heartbeats and backups are as old for Prometheus. */
const BEHIND_MS = 5 * HOUR_MS;
const FREE_BYTES = 32 * 1024;

describe.skipIf('unavailable' in programs || 'unavailable' in disk)(
  'Prometheus and Alertmanager next to a region',
  () => {
    let folder: string;
    let region: InProcessRegion;
    let deadMansSwitch: Server;
    let alertmanager: AlertmanagerServer;
    let ofNode: PrometheusServer;
    let ofRegion: PrometheusServer;
    const pings: string[] = [];

    beforeAll(async () => {
      if ('unavailable' in programs || 'unavailable' in disk) return;
      folder = await mkdtemp(join(tmpdir(), 'waylight-monitoring-'));
      region = await startRegion({
        run: 'in-process',
        aggregation: true,
        insights: true,
        clock: Date.now() - BEHIND_MS,
        env: { WAYLIGHT_INTAKE_OPS_PORT: '0', WAYLIGHT_INTAKE_DATA_DIR: disk.folder },
      });
      deadMansSwitch = createServer((request, response) => {
        request.setEncoding('utf8').on('data', (text: string) => pings.push(text));
        response.end();
      }).listen(0, '127.0.0.1');
      await waitFor('the dead man’s switch listens', () => deadMansSwitch.listening);
      const { port } = deadMansSwitch.address() as AddressInfo;
      alertmanager = await startAlertmanager(
        programs,
        join(folder, 'alertmanager'),
        `http://127.0.0.1:${port}/`,
      );
      const address = new URL(alertmanager.origin).host;
      const node = `127.0.0.1:${region.node().service().ports().ops}`;
      ofNode = await startPrometheus(programs, 'node', join(folder, 'node'), {
        targets: [node],
        alertmanager: address,
      });
      ofRegion = await startPrometheus(programs, 'region', join(folder, 'region'), {
        // The node is a mistake, as an operator could make it.
        targets: [
          `127.0.0.1:${region.aggregation.service().ports().ops}`,
          `127.0.0.1:${region.files.ports.insightsOps}`,
          node,
        ],
        alertmanager: address,
      });
    });
    afterAll(async () => {
      for (const one of [ofNode, ofRegion, alertmanager]) await one?.stop();
      deadMansSwitch?.close();
      await region?.stop();
      if (!('unavailable' in disk)) await disk.remove();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    });

    const firing = async (alert: string, labels: Readonly<Record<string, string>> = {}): Promise<boolean> =>
      (await alertmanager.alerts()).some((one) =>
        Object.entries({ alertname: alert, ...labels }).every(([name, value]) => one.labels[name] === value),
      );
    const waitForAlert = (...alert: Parameters<typeof firing>) =>
      waitFor(`the alert ${alert[0]}`, () => firing(...alert), { deadlineMs: 60_000, everyMs: 200 });

    it('fires for a silent node, backups that are old or unchecked, and certificates that expire', async () => {
      await waitForAlert('NodeSilent', { node: 'MK' });
      for (const alert of ['BackupOld', 'BackupUnchecked']) await waitForAlert(alert, { service: 'intake' });
      // Test certificates are valid for a few days.
      for (const service of ['intake', 'aggregation', 'insights'])
        await waitForAlert('CertificateExpires', { service, holder: 'service', severity: 'critical' });
    });

    it('fires for a disk that fills', async () => {
      if ('unavailable' in disk) return;
      expect(await firing('DiskFills', { service: 'intake' })).toBe(false);
      disk.fill(FREE_BYTES);
      await waitForAlert('DiskFills', { service: 'intake' });
      disk.makeRoom();
    });

    // Prometheus learns the address of Alertmanager after its first evaluation, and sends again a minute later.
    it('fires nothing else, and sends the watchdog to the dead man’s switch', async () => {
      const names = new Set((await alertmanager.alerts()).map(({ labels }) => labels.alertname));
      const planted = ['BackupOld', 'BackupUnchecked', 'CertificateExpires', 'DiskFills', 'NodeSilent'];
      // A new region has due periods; the shipped rule waits until it has prepared them.
      const expected = [...planted, 'ReleaseDue', 'Watchdog'];
      expect([...names].filter((name) => !expected.includes(name ?? ''))).toEqual([]);
      await waitFor('the watchdog', () => pings.length > 0, { deadlineMs: 100_000 });
      expect(pings.join()).toContain('Watchdog');
    });

    it('stores nothing of a node at the region', async () => {
      expect(await ofRegion.query('{service="intake"}')).toEqual([]);
      expect(await ofNode.query('count({service="intake"})')).toHaveLength(1);
      expect(await ofRegion.query('count({service="aggregation"})')).toHaveLength(1);
    });

    it('has alerts with nothing but fixed texts, names of parts and addresses', async () => {
      const alerts: readonly Alert[] = await alertmanager.alerts();
      const labels = new Set(alerts.flatMap((alert) => Object.keys(alert.labels)));
      const allowed = ['alertname', 'severity', 'job', 'instance', 'service', 'holder', 'node'];
      expect([...labels].filter((label) => !allowed.includes(label))).toEqual([]);
      expect(new Set(alerts.flatMap(({ annotations }) => Object.keys(annotations)))).toEqual(
        new Set(['summary', 'runbook_url']),
      );
    });

    it('resolves the alerts of a node whose clock is right and that starts again', async () => {
      region.clock.nowMs = Date.now();
      await region.node().restart();
      const waitForEnd = (alert: string) =>
        waitFor(`the end of ${alert}`, async () => !(await firing(alert)), {
          deadlineMs: 90_000,
          everyMs: 500,
        });
      await waitForEnd('NodeSilent');
      expect(await firing('Watchdog')).toBe(true);
    });
  },
);
