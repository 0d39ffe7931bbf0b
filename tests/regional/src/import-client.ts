/** A process to be killed: imports a file and prints the number of answered operations. */
import process from 'node:process';
import { loadMapping, runImport } from '@waylight/import';
import { connectTo } from './grpc-responses.ts';

const { file, folder, organisation } = JSON.parse(process.argv[2] ?? '{}');
const { signal } = new AbortController();

await runImport({
  file,
  mapping: loadMapping('missing-migrants'),
  nodes: (await connectTo(folder, organisation)).intake,
  signal,
  onProgress: ({ phase, done }) => process.stdout.write(`${phase} ${done}\n`),
});
process.exit(0);
