import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export type ToolResult = { readonly code: number; readonly output: string };

/** Runs a tool of node_modules. If the tool fails, resolves with a code other than 0 instead of rejecting. */
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

/** All files that git does not ignore, as paths relative to the project's root. */
export function projectFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: projectRoot });
  return list.toString('utf8').split('\0').filter(Boolean);
}

export function projectVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return manifest.version;
}
