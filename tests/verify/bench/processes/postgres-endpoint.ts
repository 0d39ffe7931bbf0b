/** The least work for the same queries over HTTP: one prepared statement each, its rows as JSON. */
import fastify from 'fastify';
import pg from 'pg';
import { grainOf, statementOf, thirdDimensionOf } from '../trend-peer.ts';

export type EndpointSettings = { readonly url: string };
export type EndpointResult = { readonly port: number; readonly pid: number };

const { url } = JSON.parse(process.argv[2] ?? '') as EndpointSettings;
const pool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 0 });
const app = fastify();
app.get<{ Querystring: { layer: string; by: string; from: string; to: string; country: string } }>(
  '/v1/trends',
  async (request) => {
    const { layer, by, from, to, country } = request.query;
    const dimensions = by.split(',');
    const values = [grainOf(layer, dimensions), from, to, country.split(',')];
    const { rows } = await pool.query({ ...statementOf(thirdDimensionOf(dimensions)), values });
    return { cells: rows };
  },
);
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.addresses()[0];
const port = typeof address === 'object' ? address.port : 0;
const result: EndpointResult = { port, pid: process.pid };
process.stdout.write(`${JSON.stringify(result)}\n`);
process.stdin.on('end', () => void app.close().then(() => pool.end())).resume();
