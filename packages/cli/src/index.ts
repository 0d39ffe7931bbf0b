export { COMMAND_ENDPOINTS, type CommandEndpoint } from './access/command-endpoints.ts';
export { readCliEnvironment } from './config.ts';
export { type Connection, connect } from './connection/connect.ts';
export { runProgram } from './program.ts';
