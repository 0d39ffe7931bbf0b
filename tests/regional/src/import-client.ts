/** A client in a process of its own, to be killed: imports a file and says how many operations were answered. */
import process from 'node:process';
import { connect, loadMapping, runImport } from '@waylight/cli';
import type { NodeCountry } from '@waylight/contracts';

const { file, addresses, flags } = JSON.parse(process.argv[2] ?? '{}');
const { signal } = new AbortController();

await runImport({
  file,
  mapping: loadMapping('missing-migrants'),
  nodes: async (country: NodeCountry) => {
    const context = { env: { noColour: true }, cwd: process.cwd(), signal, say: () => undefined };
    return (await connect(context, { node: addresses[country], ...flags })).intake(country);
  },
  signal,
  onProgress: ({ phase, done }) => process.stdout.write(`${phase} ${done}\n`),
});
process.exit(0);
