import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signInToTrial } from '@waylight/testing';
import { portsAt, startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findMissingFields } from './golden-fields.ts';
import { createClient, probeMethod } from './grpc-probe.ts';

type GoldenRequests = {
  readonly http: readonly {
    /** Account of the reader. Empty for no account. */
    readonly as: string;
    readonly path: string;
    readonly status: number;
    /** Names in the answer, such as "cells[].value". Later versions may add others. */
    readonly fields: readonly string[];
  }[];
  readonly grpc: readonly {
    readonly server: 'intake' | 'insights';
    readonly as: string;
    readonly method: string;
    /** Bytes of the request in base64. */
    readonly request: string;
  }[];
};

/** Requests of each release that has some. Clients of any of them may call this version. */
const RECORDED = new URL('../../contract/golden/', import.meta.url);
const files = globSync('*/requests.json', { cwd: fileURLToPath(RECORDED) });
const recorded: GoldenRequests[] = files.map((file) =>
  JSON.parse(readFileSync(new URL(file, RECORDED), 'utf8')),
);
const golden: GoldenRequests = {
  http: recorded.flatMap(({ http }) => http),
  grpc: recorded.flatMap(({ grpc }) => grpc),
};

describe('requests recorded at releases', () => {
  let region: TrialRegion;
  beforeAll(async () => {
    region = await startRegion({ run: 'trial', data: 'example', shared: true });
  }, 240_000);
  afterAll(() => region?.stop());

  it('are answered over HTTP with at least the recorded fields', async () => {
    const origin = `http://localhost:${portsAt(region.portOffset).insightsHttp}`;
    const { months } = region;
    const visitors = new Map<string, Awaited<ReturnType<typeof signInToTrial>>>();
    for (const { as, path, status, fields } of golden.http) {
      const visitor = visitors.get(as) ?? (as === '' ? undefined : await signInToTrial(region.dataDir, as));
      if (visitor !== undefined) visitors.set(as, visitor);
      const url = path.replaceAll('{month}', months.lastMonth);
      const answer = await (visitor?.sendRequest(url) ?? fetch(`${origin}${url}`));
      const missing = answer.status === status ? findMissingFields(await answer.json(), fields) : [];
      expect({ as, path, status: answer.status, missing }).toEqual({ as, path, status, missing: [] });
    }
  });

  it('are answered over gRPC', async () => {
    const certificate = async (as: string) => {
      const file = (name: string) => readFile(join(region.dataDir, 'certs', name), 'utf8');
      return {
        ca: await file('ca.crt'),
        certificate: await file(`organisations/${as}.crt`),
        key: await file(`organisations/${as}.key`),
      };
    };
    const ports = portsAt(region.portOffset);
    for (const { server, as, method, request } of golden.grpc) {
      const port = server === 'intake' ? ports.intake('MK') : ports.insights;
      const client = createClient(port, await certificate(as));
      const { code, messages } = await probeMethod(client, method, Buffer.from(request, 'base64'));
      client.close();
      // A stream stays open after its first messages.
      const isAnswered = messages > 0 && ['OK', 'SILENT'].includes(code);
      expect({ method, code, isAnswered }).toEqual({ method, code, isAnswered: true });
    }
  });
});
