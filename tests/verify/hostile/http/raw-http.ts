import { connect } from 'node:net';

/** Time until the client closes a connection with an unfinished request, whose rest the server rightly awaits. */
const PATIENCE_MS = 150;
const MAX_BYTES = 256 * 1_024;

export type Exchange = {
  readonly statuses: readonly number[];
  /** For each answer: its content type is that of an error. */
  readonly isProblem: readonly boolean[];
  readonly text: string;
};

/** Sends raw bytes, and reads until the server ends the connection or sends no more. */
export function exchange(
  port: number,
  bytes: Uint8Array,
  {
    patienceMs = PATIENCE_MS,
    localAddress,
  }: {
    readonly patienceMs?: number;
    /** The client's address, such as 127.0.0.2: a server limits the connections of each address. */
    readonly localAddress?: string;
  } = {},
): Promise<Exchange> {
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  const parts: Buffer[] = [];
  let length = 0;
  const socket = connect({ port, host: '127.0.0.1', ...(localAddress !== undefined && { localAddress }) });
  const end = () => {
    socket.destroy();
    const text = Buffer.concat(parts).toString('latin1');
    const answers = text.split(/(?:^|(?<=[\n}>]))(?=HTTP\/1\.[01] \d{3} )/).filter((one) => one !== '');
    resolve({
      statuses: answers.map((one) => Number(one.slice(9, 12))),
      isProblem: answers.map((one) => /^content-type: application\/problem\+json/im.test(one)),
      text,
    });
  };
  socket.setTimeout(patienceMs, end);
  socket.on('data', (data: Buffer) => {
    length += data.length;
    if (length < MAX_BYTES) parts.push(data);
  });
  socket.on('error', end);
  socket.on('close', end);
  if (patienceMs === PATIENCE_MS) socket.end(bytes);
  else socket.write(bytes);
  return promise;
}
