import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVariables } from '@waylight/deployment';
import { freePort } from '@waylight/testing';
import { expect, it } from 'vitest';
import { probeMachine } from './probe-machine.ts';

async function startReady(host: string): Promise<{ port: number; server: Server }> {
  const port = await freePort();
  const server = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return { port, server };
}

it('probes each part of a region at its own host', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waylight-probe-'));
  const [aggregation, insights] = [await startReady('127.0.0.2'), await startReady('127.0.0.3')];
  try {
    await mkdir(join(dir, 'config'));
    for (const name of ['aggregation.env', 'config/ca.crt', 'config/kafka-ca.crt'])
      await writeFile(join(dir, name), '');
    const settings = {
      WAYLIGHT_HOST: '127.0.0.4',
      WAYLIGHT_INSIGHTS_PORT: String(await freePort()),
      WAYLIGHT_KAFKA_HOST: '127.0.0.5',
      WAYLIGHT_KAFKA_PORT: String(await freePort()),
      WAYLIGHT_AGGREGATION_HEALTH_HOST: '127.0.0.2',
      WAYLIGHT_AGGREGATION_HEALTH_PORT: String(aggregation.port),
      WAYLIGHT_INSIGHTS_HEALTH_HOST: '127.0.0.3',
      WAYLIGHT_INSIGHTS_HEALTH_PORT: String(insights.port),
    };
    await writeFile(join(dir, '.env'), formatVariables(settings, 'by a test'));
    const findings = await probeMachine(dir);
    expect(findings.map(({ level, where }) => [level, where])).toEqual([
      ['ok', `aggregation, port ${aggregation.port}`],
      ['ok', `insights, port ${insights.port}`],
      ['wrong', `127.0.0.5:${settings.WAYLIGHT_KAFKA_PORT}`],
      ['wrong', `127.0.0.4:${settings.WAYLIGHT_INSIGHTS_PORT}`],
    ]);
  } finally {
    aggregation.server.close();
    insights.server.close();
    await rm(dir, { recursive: true });
  }
});
