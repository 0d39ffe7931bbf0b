/** The least that a program can do for the same question over HTTP: one prepared statement, its rows as JSON. */
import fastify from 'fastify';
import pg from 'pg';
import { QUESTIONS } from '../trend-questions.ts';

export type DoorSettings = { readonly url: string };
export type DoorResult = { readonly port: number; readonly pid: number };

const { url } = JSON.parse(process.argv[2] ?? '') as DoorSettings;
const pool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 0 });
const app = fastify();
app.get<{ Querystring: { layer: string; from: string; to: string; country: string } }>(
  '/v1/trends',
  async (request) => {
    const { layer, from, to, country } = request.query;
    const { sql } = QUESTIONS[layer === 'reports' ? 'released tables' : 'public record'];
    const { rows } = await pool.query({ name: layer, text: sql, values: [from, to, country.split(',')] });
    return { cells: rows };
  },
);
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.addresses()[0];
const port = typeof address === 'object' ? address.port : 0;
const result: DoorResult = { port, pid: process.pid };
process.stdout.write(`${JSON.stringify(result)}\n`);
process.stdin.on('end', () => void app.close().then(() => pool.end())).resume();
