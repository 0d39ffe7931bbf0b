import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { redisForTests, startTcpProxy, type TcpProxy, uniqueName, waitFor } from '@waylight/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, bytes, cellMap, fill, partition, plainCells } from '../conformance/subject.ts';
import { ViewStoreRefusedError, ViewStoreUnavailableError } from '../errors.ts';
import type { ViewStore } from '../port.ts';
import { administratorOf } from './administrator-for-tests.ts';
import { rawKeys } from './keys.ts';
import { createRedisReleasedStore } from './released.ts';
import { createRedisViewStore, type RedisViewStoreOptions } from './view-store.ts';

const server = redisForTests();
const url = 'address' in server ? server.address : '';
const withAdministrator = administratorOf(url);

describe.skipIf('unavailable' in server)('Redis, when something fails', () => {
  let namespace: string;
  let proxy: TcpProxy;
  let direct: ViewStore;
  let store: ViewStore;
  const lost: unknown[] = [];

  const open = (options: Partial<RedisViewStoreOptions> = {}) =>
    createRedisViewStore({ url, namespace, onError: (error) => lost.push(error), ...options });

  beforeEach(async () => {
    namespace = uniqueName('faults');
    proxy = await startTcpProxy(new URL(url).host);
    direct = await open();
    store = await open({ url: `redis://${proxy.address}` });
  });

  afterEach(async () => {
    await store.close();
    await direct.close();
    await proxy.close();
    await withAdministrator((admin) => admin.remove(`wl:${namespace}:*`));
  });

  const batch = (
    epoch: number,
    from: number | null,
    to: number,
    cells: Record<string, Record<string, string>>,
  ) => ({
    epoch,
    expected: from === null ? null : at(from),
    next: at(to),
    contributions: new Map([['r1', `at ${to}`]]),
    cells: cellMap(cells),
  });

  const backAgain = () =>
    waitFor('the connection to be restored', () =>
      store.ping().then(
        () => true,
        () => false,
      ),
    );

  test('a commit whose reply is lost returns `moved`, and the next claim finds the commit complete', async () => {
    const raw = store.generation('g1');
    await fill(raw, partition, 1, { 'o2025-03': { a: '1' } });
    const { epoch } = await raw.claim(partition);
    proxy.dropAnswers();
    const commit = raw.commit(partition, batch(epoch, 1, 5, { 'o2025-03': { a: '2' } }));
    const seen = direct.generation('g1');
    await waitFor('the commit to arrive', async () => (await seen.position(partition))?.offset === 5);
    proxy.cut();
    expect(await commit).toBe('moved');
    await expect(raw.claim(partition)).rejects.toThrow(ViewStoreUnavailableError);
    proxy.restore();
    await backAgain();
    expect(await raw.claim(partition)).toMatchObject({ epoch: epoch + 1, position: at(5) });
    expect(plainCells((await raw.snapshot(partition)).buckets)).toEqual({ 'o2025-03': { a: '2' } });
  });

  test('a commit that never arrives returns `moved`, and the next claim finds the state before it', async () => {
    const raw = store.generation('g1');
    await fill(raw, partition, 1, { 'o2025-03': { a: '1' } });
    const { epoch } = await raw.claim(partition);
    proxy.cut();
    expect(await raw.commit(partition, batch(epoch, 1, 5, { 'o2025-03': { a: '2' } }))).toBe('moved');
    proxy.restore();
    await backAgain();
    expect(await raw.claim(partition)).toMatchObject({ epoch: epoch + 1, position: at(1) });
    expect(plainCells((await raw.snapshot(partition)).buckets)).toEqual({ 'o2025-03': { a: '1' } });
  });

  test('without a reply in time, a commit returns `moved` and a read throws', async () => {
    const hasty = await open({ url: `redis://${proxy.address}`, commandTimeoutMs: 200 });
    const raw = hasty.generation('g1');
    // The deadline is longer here, because `appendfsync always` may need time for the disk.
    const { epoch } = await direct.generation('g1').claim(partition);
    proxy.dropAnswers();
    expect(await raw.commit(partition, batch(epoch, null, 5, {}))).toBe('moved');
    await expect(raw.position(partition)).rejects.toThrow(ViewStoreUnavailableError);
    await hasty.close();
    proxy.restore();
  });

  test('a script that fails midway does not move the position, and the same batch repairs its writes', async () => {
    const raw = store.generation('g1');
    await fill(raw, partition, 1, { 'o2025-03': { a: '1' } });
    const { epoch } = await raw.claim(partition);
    const broken = rawKeys(namespace).partition('g1', partition).cells('o2025-04');
    const repeat = batch(epoch, 1, 5, { 'o2025-03': { a: '2' }, 'o2025-04': { a: '1' } });
    await withAdministrator(async (admin) => {
      await admin.command('SET', broken, 'not a hash');
      await expect(raw.commit(partition, repeat)).rejects.toThrow(ViewStoreRefusedError);
      await admin.command('DEL', broken);
    });
    const half = await raw.snapshot(partition);
    expect(half.position).toEqual(at(1));
    expect(plainCells(half.buckets)).toEqual({ 'o2025-03': { a: '2' } });
    expect(await raw.commit(partition, repeat)).toBe('applied');
    const whole = await raw.snapshot(partition);
    expect(whole.position).toEqual(at(5));
    expect(plainCells(whole.buckets)).toEqual({ 'o2025-03': { a: '2' }, 'o2025-04': { a: '1' } });
    const { contributions } = await raw.read(partition, { references: ['r1'], cells: new Map() });
    expect(contributions).toEqual(['at 5']);
  });

  test('scripts are sent again to a server that does not have them', async () => {
    const raw = store.generation('g1');
    const { epoch } = await raw.claim(partition);
    await withAdministrator((admin) => admin.command('SCRIPT', 'FLUSH', 'SYNC'));
    expect(await raw.commit(partition, batch(epoch, null, 5, {}))).toBe('applied');
  });

  test('without the required replicas, no commit is applied', async () => {
    const careful = await open({ replicas: { count: 1, timeoutMs: 50 } });
    const { epoch } = await direct.generation('g1').claim(partition);
    const outcome = await careful.generation('g1').commit(partition, batch(epoch, null, 5, {}));
    expect(outcome).toBe('moved');
    // The commit is written and readable, but could be lost with the server.
    expect((await careful.generation('g1').position(partition))?.offset).toBe(5);
    expect(await careful.isReplicated()).toBe(false);
    await expect(careful.generation('g1').claim(partition)).rejects.toThrow(ViewStoreUnavailableError);
    await careful.close();
  });

  test('without the required replicas, no freeze, selection or decision is confirmed', async () => {
    const careful = await open({ replicas: { count: 1, timeoutMs: 50 } });
    const freeze = { periodId: '2025-03@20200', freezeId: 'one' };
    const of = { generation: 'g1', partitions: [partition] };
    const freezeIn = (one: ViewStore) => one.generation('g1').freeze(partition, freeze, ['o2025-03']);
    await expect(freezeIn(careful)).rejects.toThrow(ViewStoreUnavailableError);
    await freezeIn(direct);
    await expect(careful.selectFreeze(freeze, of)).rejects.toThrow(ViewStoreUnavailableError);
    await expect(careful.putDecision(freeze, bytes('drawn'))).rejects.toThrow(ViewStoreUnavailableError);
    // The decision is written, but could be lost with the server.
    expect(await direct.readDecision(freeze.periodId)).not.toBeNull();
    await expect(careful.readDecision(freeze.periodId)).rejects.toThrow(ViewStoreUnavailableError);
    await careful.close();
  });

  test('a server that does not reply is replaced by the new server at its address, also if commands are sent meanwhile', async () => {
    // Simulates a machine that lost its power while another one took its name: the old connections are not closed.
    const sockets: Socket[] = [];
    const proxy = createServer((client) => {
      sockets.push(client);
      const upstream = connect({ host: new URL(url).hostname, port: Number(new URL(url).port) });
      client.pipe(upstream).pipe(client);
      for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const patient = await open({ url: `redis://127.0.0.1:${port}`, commandTimeoutMs: 1_000 });
    const silentSockets = sockets.splice(0);
    for (const socket of silentSockets) socket.unpipe().resume();
    const asking = setInterval(() => void patient.ping().catch(() => undefined), 50);
    await waitFor('another connection that answers', () =>
      patient.ping().then(
        () => sockets.length > 0,
        () => false,
      ),
    );
    clearInterval(asking);
    await patient.close();
    for (const socket of [...silentSockets, ...sockets]) socket.destroy();
    proxy.close();
  });

  test('a missing server causes an error with a cause, at the deadline at the latest', async () => {
    proxy.cut();
    const started = Date.now();
    const refused = open({ url: `redis://${proxy.address}`, connectTimeoutMs: 500 });
    await expect(refused).rejects.toMatchObject({ code: 'VIEW_STORE_UNAVAILABLE', cause: expect.any(Error) });
    expect(Date.now() - started).toBeLessThan(5_000);
    proxy.restore();
    await backAgain();
  });

  test('a restored released store never reuses a revision that readers have seen', async () => {
    const released = await createRedisReleasedStore({ url, namespace });
    const seen = new Set<number>();
    const note = async () => {
      const revision = await released.revision();
      expect(revision).toBeGreaterThan(Math.max(0, ...seen));
      seen.add(revision);
    };
    await released.putStatus('nodes', bytes('a')).then(note);
    const copies = await withAdministrator((admin) => admin.copyOf(`wl:${namespace}:*`));
    for (const text of ['b', 'c']) await released.putStatus('nodes', bytes(text)).then(note);
    await withAdministrator((admin) => admin.restore(`wl:${namespace}:*`, copies));
    // A revision is at least the time in milliseconds.
    await waitFor('a later millisecond', async () => Date.now() > Math.max(...seen), { everyMs: 1 });
    for (const text of ['d', 'e']) await released.putStatus('nodes', bytes(text)).then(note);
    await released.close();
  });
});
