/** Defaults of flags, from the environment. */
export type CliEnvironment = {
  /** Organisation or operator that the command acts as. */
  readonly as?: string;
  readonly data?: string;
  readonly host?: string;
  readonly portOffset?: string;
  readonly node?: string;
  readonly insights?: string;
  readonly operations?: string;
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly timeout?: string;
  readonly noColour: boolean;
};

/** The variable of each flag. */
export const ENVIRONMENT_VARIABLES = {
  as: 'WAYLIGHT_AS',
  data: 'WAYLIGHT_DATA',
  host: 'WAYLIGHT_HOST',
  portOffset: 'WAYLIGHT_PORT_OFFSET',
  node: 'WAYLIGHT_NODE',
  insights: 'WAYLIGHT_INSIGHTS',
  operations: 'WAYLIGHT_OPERATIONS',
  ca: 'WAYLIGHT_CA',
  certificate: 'WAYLIGHT_CERTIFICATE',
  key: 'WAYLIGHT_KEY',
  timeout: 'WAYLIGHT_TIMEOUT',
} as const;

/** Reads the environment. An empty variable counts as absent: shells create them by accident. */
export function readCliEnvironment(env: NodeJS.ProcessEnv = process.env): CliEnvironment {
  const defaults = Object.entries(ENVIRONMENT_VARIABLES).flatMap(([flag, variable]) => {
    const value = env[variable];
    return value === undefined || value === '' ? [] : [[flag, value] as const];
  });
  // https://no-color.org: any value that is not empty.
  return { ...Object.fromEntries(defaults), noColour: (env.NO_COLOR ?? '') !== '' };
}

/** The variables of services on this machine. An empty variable counts as absent. */
export function readServiceVariables(
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith('WAYLIGHT_') && value !== ''),
  );
}
