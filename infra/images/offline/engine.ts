import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Time limit of a command. The longest command, which compresses a package, takes minutes on two busy cores. */
const DEADLINE_MS = 30 * 60_000;

export type Engine = {
  has(tag: string): Promise<boolean>;
  /** Creates an image of one layer from a tar file of a root file system. */
  importRoot(tarFile: string, tag: string): Promise<void>;
  build(context: string, tag: string, args: Readonly<Record<string, string>>): Promise<void>;
  tag(from: string, to: string): Promise<void>;
  load(tarFile: string): Promise<void>;
  save(tags: readonly string[], tarFile: string): Promise<void>;
  /** Returns the text of a file in an image. */
  read(tag: string, path: string): Promise<string>;
};

/** The engine that the command `docker` uses. Its messages go to stderr. */
export function dockerEngine(): Engine {
  const docker = async (...args: string[]): Promise<void> => {
    await runProgram('docker', args);
  };
  return {
    has: (tag) =>
      runProgram('docker', ['image', 'inspect', '--format', '{{.Id}}', tag], { quiet: true }).then(
        () => true,
        () => false,
      ),
    importRoot: (tarFile, tag) => docker('import', '--change', 'CMD ["/bin/bash"]', tarFile, tag),
    build: (context, tag, args) =>
      docker(
        'build',
        // Uses the host's network, because an engine without bridges has no other network.
        ...['--network', 'host', '--tag', tag],
        ...Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
        context,
      ),
    tag: (from, to) => docker('tag', from, to),
    load: (tarFile) => docker('load', '--quiet', '--input', tarFile),
    save: (tags, tarFile) => docker('save', '--output', tarFile, ...tags),
    read: (tag, path) =>
      runProgram('docker', ['run', '--rm', '--network', 'none', '--entrypoint', 'cat', tag, path]),
  };
}

export type RunProgramOptions = {
  readonly cwd?: string;
  /** If true, the program's error messages, and its output if it fails, are not printed. */
  readonly quiet?: boolean;
};

/** Runs a program to its end and returns its standard output. @throws Error when it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, quiet = false }: RunProgramOptions = {},
): Promise<string> {
  const stderrMode = quiet ? 'ignore' : 'inherit';
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', stderrMode], timeout: DEADLINE_MS });
  const ended = once(child, 'close');
  const output = await text(child.stdout);
  const [code] = await ended;
  if (code === 0) return output;
  if (!quiet) process.stderr.write(output.slice(-4_000));
  throw new Error(`${program} ${args.slice(0, 3).join(' ')}… failed (${code})`);
}
