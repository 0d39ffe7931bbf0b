import { connect } from 'node:net';

/** How long a server may keep an unfinished request before this side hangs up: it waits for the rest, and rightly. */
const PATIENCE_MS = 150;
const MOST_BYTES = 256 * 1_024;

export type Exchange = {
  readonly statuses: readonly number[];
  /** Of each answer, whether it says that it has the form of an error. */
  readonly isProblem: readonly boolean[];
  readonly text: string;
};

/** Sends bytes as they are, and reads whatever comes until the server ends, or says no more. */
export function exchange(port: number, bytes: Uint8Array, patienceMs = PATIENCE_MS): Promise<Exchange> {
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  const parts: Buffer[] = [];
  let length = 0;
  const socket = connect({ port, host: '127.0.0.1' });
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
  socket.on('data', (data) => {
    length += data.length;
    if (length < MOST_BYTES) parts.push(data);
  });
  socket.on('error', end);
  socket.on('close', end);
  if (patienceMs === PATIENCE_MS) socket.end(bytes);
  else socket.write(bytes);
  return promise;
}
