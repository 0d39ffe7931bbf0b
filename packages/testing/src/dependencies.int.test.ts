import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startOwnKafka } from './kafka.ts';
import { kafkaJarsForTests } from './kafka-jars.ts';
import { mountSmallDisk } from './small-disk.ts';
import { startTcpProxy } from './tcp-proxy.ts';
import { addressOf, kafkaForTests, redisForTests, uniqueName } from './test-dependencies.ts';
import { isServerResponding, waitFor } from './wait.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

describe.skipIf('unavailable' in kafka)('the Kafka of tests', () => {
  it('responds at its address', async () => {
    const [host = '', port] = addressOf(kafka).split(':');
    const apiVersions = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255]);
    expect(
      await isServerResponding(host, Number(port), apiVersions, (answer) => answer.readInt32BE(4) === 1),
    ).toBe(true);
  });
});

const jars = await kafkaJarsForTests();

describe.skipIf('unavailable' in jars)('a Kafka of a test', () => {
  it('returns the reason why it cannot start', async () => {
    const twice = { address: '127.0.0.1:9', advertised: '127.0.0.1:9' };
    await expect(startOwnKafka({ listeners: [twice, twice] })).rejects.toThrow(
      /could not be formatted.*two listeners on the same port/s,
    );
  });
});

describe.skipIf('unavailable' in redis)('the Redis of tests', () => {
  it('responds at its address and evicts nothing', async () => {
    const { hostname, port } = new URL(addressOf(redis));
    const ask = Buffer.from('CONFIG GET maxmemory-policy\r\n');
    expect(
      await isServerResponding(hostname, Number(port), ask, (answer) => answer.includes('noeviction')),
    ).toBe(true);
  });
});

describe('the proxy between a client and its server', () => {
  it('forwards bytes, drops responses, cuts connections and recovers', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).pipe(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
    const proxy = await startTcpProxy(`127.0.0.1:${bound.port}`);
    const port = Number(proxy.address.split(':')[1]);
    const echoes = () =>
      isServerResponding('127.0.0.1', port, Buffer.from('hello'), (answer) => answer.toString() === 'hello');
    expect(await echoes()).toBe(true);

    const socket = connect(port, '127.0.0.1');
    const heard: Buffer[] = [];
    socket.on('data', (data: Buffer) => heard.push(data));
    socket.write('a');
    await waitFor('the first answer', () => heard.length === 1);
    proxy.dropAnswers();
    socket.write('b');
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.on('close', resolve));
    proxy.cut();
    await closed;
    expect(Buffer.concat(heard).toString()).toBe('a');
    expect(await echoes()).toBe(false);

    proxy.restore();
    expect(await echoes()).toBe(true);
    await proxy.close();
    server.close();
  });
});

describe('the proxy in front of a server that moves', () => {
  it('forwards new connections to the other server and keeps existing ones', async () => {
    const named = async (name: string) => {
      const server = createServer((socket) =>
        socket.on('error', () => {}).on('data', () => socket.write(name)),
      );
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
      return { address: `127.0.0.1:${bound.port}`, close: () => server.close() };
    };
    const [before, after] = [await named('before'), await named('after')];
    const proxy = await startTcpProxy(before.address);
    const socket = connect(Number(proxy.address.split(':')[1]), '127.0.0.1');
    const heard: string[] = [];
    socket.on('data', (data) => heard.push(data.toString())).on('error', () => {});
    socket.write('?');
    await waitFor('the first answer', () => heard.length === 1);
    proxy.retarget(after.address);
    socket.write('?');
    await waitFor('the second answer', () => heard.length === 2);
    expect(heard).toEqual(['before', 'before']);
    const port = Number(proxy.address.split(':')[1]);
    expect(
      await isServerResponding(
        '127.0.0.1',
        port,
        Buffer.from('?'),
        (answer) => answer.toString() === 'after',
      ),
    ).toBe(true);
    await proxy.close();
    before.close();
    after.close();
  });
});

describe('a small disk', () => {
  it('rejects writes while it is full, and accepts writes when there is room', async ({ skip }) => {
    const disk = await mountSmallDisk(8);
    if ('unavailable' in disk) return skip(disk.unavailable);
    const file = join(disk.folder, 'file');
    writeFileSync(file, Buffer.alloc(100_000));
    disk.fill(8_192);
    appendFileSync(file, Buffer.alloc(4_096));
    expect(() => appendFileSync(file, Buffer.alloc(100_000))).toThrow(/ENOSPC/);
    disk.makeRoom();
    appendFileSync(file, Buffer.alloc(100_000));
    await disk.remove();
  });
});

describe('a unique name', () => {
  it('is different for each call', () => {
    expect(uniqueName('topic')).not.toBe(uniqueName('topic'));
  });
});
