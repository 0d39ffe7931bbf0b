/**
 * A file of variables as systemd and Docker read it: NAME=value, one a line; `#` and `;` begin comments. Values may stand in
 * quotes. What it says of a line that is wrong holds no value: it may be a password.
 */
export function parseEnvFile(text: string): {
  readonly variables: Record<string, string>;
  readonly problem: string | undefined;
} {
  const variables: Record<string, string> = {};
  for (const [at, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || /^[#;]/.test(trimmed)) continue;
    const [, name, value = ''] = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(trimmed) ?? [];
    if (name === undefined) return { variables, problem: `line ${at + 1} is not NAME=value` };
    variables[name] = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
  }
  return { variables, problem: undefined };
}
