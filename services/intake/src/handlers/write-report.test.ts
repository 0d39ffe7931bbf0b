import { createLogger } from '@waylight/service-kit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NodeContext } from '../context.ts';
import { LedgerError } from '../ledger/ledger-error.ts';
import { createLedgerHealth, type LedgerHealth } from '../ledger/ledger-health.ts';
import { awaitCommand, ensureDurable } from './write-report.ts';

let lines: string[];
let health: LedgerHealth;
let ctx: NodeContext;
beforeEach(() => {
  lines = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ service: 'intake', level: 'info', destination });
  // A ledger that cannot be written again.
  health = createLedgerHealth(log, 'MK', () => Promise.reject(new Error('not written')));
  ctx = {
    log,
    ledgerHealth: health,
    metrics: { countOperation: () => undefined },
    ledger: { waitUntilDurable: () => Promise.reject(DEFECT) },
  } as unknown as NodeContext;
});

const DEFECT = new TypeError('no day in the report of Zqmark');
const fail = (error: unknown) => awaitCommand(ctx, Promise.reject(error));
const NOT_READY = { ok: false, code: 'LEDGER_NOT_WRITTEN' };

describe('a command that fails', () => {
  it.each([
    ['full', /disk of the node is full/],
    ['not-durable', /cannot write to its ledger/],
  ] as const)('by the disk (%s) is to be retried, and the node is not ready', async (code, message) => {
    expect(await fail(new LedgerError(code, 'x'))).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(message),
    });
    expect(await health.check()).toEqual(NOT_READY);
  });

  it.each([
    ['overloaded', /too many operations/],
    ['closed', /stopping/],
  ] as const)('because the ledger is %s says so, and the node stays ready', async (code, message) => {
    expect(await fail(new LedgerError(code, 'x'))).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(message),
    });
    expect([await health.check(), lines]).toEqual([{ ok: true }, []]);
  });

  it('by a defect returns an id that is in the log, and nothing of the report; the node stays ready', async () => {
    const results = [await fail(DEFECT), await fail(DEFECT)];
    const ids = lines.map((line) => JSON.parse(line).faultId);
    expect(results).toMatchObject(
      ids.map((id) => ({ code: 'INTERNAL', message: `internal error: report ${id} to the operator` })),
    );
    expect(new Set(ids).size).toBe(2);
    expect(lines.join()).not.toContain('Zqmark');
    expect(await health.check()).toEqual({ ok: true });
  });
});

it('a defect while a read waits for the disk is left to the server, and the node stays ready', async () => {
  await expect(ensureDurable(ctx)).rejects.toBe(DEFECT);
  expect([await health.check(), lines]).toEqual([{ ok: true }, []]);
});
