import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { packFiles } from './archive.ts';
import { answerFingerprint, type NodeAnswer, packAnswer, unpackAnswer } from './node-answer.ts';
import { packRequest, requestFingerprint, unpackRequest } from './node-request.ts';

const request = {
  node: { version: 1, country: 'MK', host: 'mk.example.org', port: 7004, recipient: `age1${'q'.repeat(58)}` },
  tlsRequest: 'request of the node',
  kafkaRequest: 'request for Kafka',
} as const;

const answer = {
  node: { version: 1 as const, country: 'MK' as const, brokers: ['region.example.org:9093'], nodes: [] },
  ca: 'ca',
  tlsCertificate: 'certificate',
  kafkaCa: 'ca of the log',
  kafkaCertificate: 'certificate for Kafka',
  registry: '{}',
} satisfies NodeAnswer;

describe('requests and answers', () => {
  it('arrive as they were sent, in equal bytes for equal content', async () => {
    expect(await unpackRequest(await packRequest(request))).toEqual(request);
    expect(await unpackAnswer(await packAnswer(answer))).toEqual(answer);
    expect(await packAnswer(answer)).toEqual(await packAnswer({ ...answer }));
  });

  it('have a fingerprint for the telephone that every change changes', () => {
    expect(requestFingerprint(request)).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){7}$/);
    const changed = [
      { ...request, kafkaRequest: 'another' },
      { ...request, tlsRequest: `${request.tlsRequest}request for Kafka`, kafkaRequest: '' },
      { ...request, node: { ...request.node, host: 'evil.example.org' } },
    ];
    const all = [request, ...changed].map(requestFingerprint);
    expect(new Set(all).size).toBe(all.length);
    expect(answerFingerprint({ ...answer, ca: 'another' })).not.toBe(answerFingerprint(answer));
  });

  it.each([
    ['a path out of the folder', '../tls.csr', /does not belong there/],
    ['a file of another name', 'more.txt', /does not belong there/],
  ])('are refused with %s', async (_, name, problem) => {
    const files = await packFiles({
      'request.json': JSON.stringify(request.node),
      'tls.csr': '',
      'kafka.csr': '',
      [name]: '',
    });
    expect(await unpackRequest(files)).toEqual({ problem: expect.stringMatching(problem) });
  });

  it('are refused with a link, twice the same file, or a missing file', async () => {
    const linked = pack();
    linked.entry({ name: 'tls.csr', type: 'symlink', linkname: '/etc/passwd' });
    linked.finalize();
    expect(await unpackRequest(await buffer(linked))).toEqual({
      problem: expect.stringMatching(/does not belong/),
    });
    const twice = pack();
    for (const content of ['first', 'second']) twice.entry({ name: 'tls.csr' }, content);
    twice.finalize();
    expect(await unpackRequest(await buffer(twice))).toEqual({
      problem: expect.stringMatching(/does not belong/),
    });
    expect(await unpackRequest(await packFiles({ 'tls.csr': '' }))).toEqual({
      problem: 'request.json, kafka.csr is missing in it',
    });
  });

  it('are refused if they are no archive, damaged, too large, or have other values', async () => {
    expect(await unpackRequest(Buffer.from('no archive'))).toHaveProperty('problem');
    expect(await unpackRequest((await packRequest(request)).subarray(0, 700))).toHaveProperty('problem');
    expect(await unpackRequest(Buffer.alloc(5 * 1024 * 1024))).toEqual({
      problem: expect.stringMatching(/larger/),
    });
    for (const wrong of [
      { host: 'a b' },
      { host: 'UPPER.example' },
      { port: 0 },
      { country: 'DE' },
      { recipient: 'age1' },
      { more: 1 },
    ]) {
      const node = { ...request.node, ...wrong } as typeof request.node;
      expect(await unpackRequest(await packRequest({ ...request, node }))).toHaveProperty('problem');
    }
  });

  it('keep their form, which older and newer versions must read', async () => {
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    expect([digest(await packRequest(request)), digest(await packAnswer(answer))]).toMatchInlineSnapshot(`
      [
        "3511cb87c570a428",
        "e6ec0aa8359d3327",
      ]
    `);
  });
});
