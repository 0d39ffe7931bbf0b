// npm run images: builds the container images, from a registry's base or without any registry, with the Docker that answers.
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

process.exitCode = (await ensureInstalled())
  ? await handOver('infra/images/offline/main.ts', process.argv.slice(2))
  : 1;
