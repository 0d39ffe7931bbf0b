import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A committed output of a program, in the folder `rendered/` of its sources. Its first line is the command. */
export type Rendering = {
  readonly name: string;
  readonly file: string;
  /** Such as `docker compose`. */
  readonly program: string;
  /** Such as `--file node.yaml config`, relative to the folder of the sources. */
  readonly arguments: readonly string[];
  readonly text: string;
};

/** @throws Error if the first line of a rendering is not a call of the program that the example shows. */
export function readRenderings(
  folder: string,
  program: string,
  isCommand: (command: string) => boolean,
  example: string,
): Rendering[] {
  const rendered = join(folder, 'rendered');
  if (!existsSync(rendered)) return [];
  const names = readdirSync(rendered).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => {
    const file = join(rendered, name);
    const text = readFileSync(file, 'utf8');
    const [line = ''] = text.split('\n', 1);
    const command = line.startsWith(`# ${program} `) ? line.slice(program.length + 3) : undefined;
    if (command === undefined || !isCommand(command))
      throw new Error(`${file}: the first line must be its command: # ${program} ${example}`);
    return { name, file, program, arguments: command.split(' '), text };
  });
}

/** The two lines above the output. The digest changes with each file of the folder. */
export function renderingHead(folder: string, { program, arguments: args }: Rendering): string {
  return `# ${program} ${args.join(' ')}\n# Sources: ${digestOfSources(folder)}\n`;
}

function digestOfSources(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .filter((name) => !name.startsWith('/rendered/'))
    .sort();
  for (const name of files)
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0');
  return hash.digest('hex');
}
