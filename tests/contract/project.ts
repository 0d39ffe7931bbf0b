import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export type ToolResult = { readonly code: number; readonly output: string };

/** Runs an installed tool, or a script on the installed Node.js. A failure is a result. */
export function runTool(
  tool: string,
  args: readonly string[],
  cwd: string = projectRoot,
): Promise<ToolResult> {
  const command = join(projectRoot, 'node_modules', '.bin', tool);
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { cwd, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : 1, output: `${stdout}${stderr}` });
      },
    );
  });
}

/** All tracked and untracked files that git does not ignore, by path in the project. */
export function trackedFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: projectRoot });
  return list.toString('utf8').split('\0').filter(Boolean);
}
