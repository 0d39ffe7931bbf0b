import { describe, expect, it } from 'vitest';
import { decodeMetadataResponse, encodeMetadataRequest } from './metadata-request.ts';

describe('the Metadata request, version 12', () => {
  it('requests all topics by a null array', () => {
    expect([...encodeMetadataRequest(undefined)]).toEqual([0, 0, 0, 0, 0]);
  });

  it('names a topic by a zero id and its name', () => {
    const expected = [0, 2, ...new Array(16).fill(0), 3, ...Buffer.from('ab'), 0, 0, 0, 0];
    expect([...encodeMetadataRequest(['ab'])]).toEqual(expected);
    expect([...encodeMetadataRequest(undefined, { includeOperations: true })]).toEqual([0, 0, 0, 1, 0]);
  });
});

describe('the Metadata response', () => {
  const topicId = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  const topic = (errorCode: number, name: string) => [
    ...[0, errorCode],
    ...[name.length + 1, ...Buffer.from(name)],
    ...topicId,
    0,
    // One partition with number 5. Its leader is broker 7. It has one replica, which is in sync; no replica is offline.
    ...[2, 0, 0, 0, 0, 0, 5, 0, 0, 0, 7, 0, 0, 0, 1, 2, 0, 0, 0, 7, 2, 0, 0, 0, 7, 1, 0],
    ...[0x80, 0, 0, 0],
    0,
  ];
  // Header tags; throttle; one broker with a null rack and one tagged field, which is skipped.
  const brokers = [0, 0, 0, 0, 0, 2, 0, 0, 0, 7, 2, ...Buffer.from('h'), 0, 0, 0x23, 0x84, 0, 1, 9, 2, 1, 2];
  const cluster = [3, ...Buffer.from('id'), 0, 0, 0, 7];

  it('contains the id of the cluster, and the id and leaders of each topic', () => {
    const body = Buffer.from([...brokers, ...cluster, 2, ...topic(0, 'reports'), 0]);
    expect(decodeMetadataResponse(body)).toEqual({
      clusterId: 'id',
      topics: new Map([
        [
          'reports',
          {
            topicId: topicId.toString('base64url'),
            internal: false,
            leaders: new Map([[5, 7]]),
            operations: -2_147_483_648,
          },
        ],
      ]),
      refused: new Set(),
    });
  });

  it('omits a topic that does not exist', () => {
    const body = Buffer.from([...brokers, ...cluster, 3, ...topic(3, 'missing'), ...topic(0, 'reports'), 0]);
    expect([...decodeMetadataResponse(body).topics.keys()]).toEqual(['reports']);
    const denied = Buffer.from([...brokers, ...cluster, 2, ...topic(29, 'others'), 0]);
    expect(decodeMetadataResponse(denied)).toMatchObject({ topics: new Map(), refused: new Set(['others']) });
  });
});
