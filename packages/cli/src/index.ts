export { COMMAND_ENDPOINTS, type CommandEndpoint } from './access/command-endpoints.ts';
export { type Connection, connect } from './connection/connect.ts';
