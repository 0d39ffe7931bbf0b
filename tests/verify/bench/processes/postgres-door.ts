/** The least that a program can do for the same questions over HTTP: one prepared statement each, its rows as JSON. */
import fastify from 'fastify';
import pg from 'pg';
import { grainOf, splitOf, statementOf } from '../trend-peer.ts';

export type DoorSettings = { readonly url: string };
export type DoorResult = { readonly port: number; readonly pid: number };

const { url } = JSON.parse(process.argv[2] ?? '') as DoorSettings;
const pool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 0 });
const app = fastify();
app.get<{ Querystring: { layer: string; by: string; from: string; to: string; country: string } }>(
  '/v1/trends',
  async (request) => {
    const { layer, by, from, to, country } = request.query;
    const dimensions = by.split(',');
    const values = [grainOf(layer, dimensions), from, to, country.split(',')];
    const { rows } = await pool.query({ ...statementOf(splitOf(dimensions)), values });
    return { cells: rows };
  },
);
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.addresses()[0];
const port = typeof address === 'object' ? address.port : 0;
const result: DoorResult = { port, pid: process.pid };
process.stdout.write(`${JSON.stringify(result)}\n`);
process.stdin.on('end', () => void app.close().then(() => pool.end())).resume();
