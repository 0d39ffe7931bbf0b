// Records a message of every type, for later versions to read. Called by `npm run generate -- --release`.
import { writeFileSync } from 'node:fs';
import { descriptorSet } from '@waylight/contracts';
import { createGoldenMessages, readRegistry } from './golden-messages.ts';

const messages = createGoldenMessages(readRegistry(descriptorSet()));
const lines = messages.map((message) => JSON.stringify(message));
writeFileSync(new URL('golden-messages.jsonl', import.meta.url), `${lines.join('\n')}\n`);
