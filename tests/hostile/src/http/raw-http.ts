import { connect } from 'node:net';

/** How long a server may keep an unfinished request before this side hangs up: it waits for the rest, and rightly. */
const PATIENCE_MS = 150;
const MOST_BYTES = 256 * 1_024;

/** Sends bytes as they are, and reads whatever comes until the server ends, or says no more. */
export function exchange(
  port: number,
  bytes: Uint8Array,
  patienceMs = PATIENCE_MS,
): Promise<{ readonly statuses: readonly number[]; readonly text: string }> {
  const { promise, resolve } = Promise.withResolvers<{ statuses: number[]; text: string }>();
  const parts: Buffer[] = [];
  let length = 0;
  const socket = connect({ port, host: '127.0.0.1' });
  const end = () => {
    socket.destroy();
    const text = Buffer.concat(parts).toString('latin1');
    const statuses = [...text.matchAll(/(?:^|\r?\n|[}>])HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) =>
      Number(status),
    );
    resolve({ statuses, text });
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
