import process from 'node:process';
import { parseArguments, USAGE } from './arguments.ts';
import { prepareFiles } from './files.ts';
import { layoutOf } from './layout.ts';

// npm run setup: creates certificates, keys and the release plan without starting anything.
const parsed = parseArguments(process.argv.slice(2));
if (parsed === 'help' || 'problem' in parsed) {
  process.stderr.write(parsed === 'help' ? USAGE : `${parsed.problem}\n\n${USAGE}`);
  process.exitCode = parsed === 'help' ? 0 : 2;
} else {
  const layout = layoutOf(parsed.dataDir);
  await prepareFiles(layout, parsed, new Date());
  process.stdout.write(`Installed. Certificates and keys are in ${layout.dir}. Start with: npm start\n`);
}
