export { CALLER_KINDS, type CallerKind, CIRCLES, callerKindOf, callerKinds } from './caller-kind.ts';
export { ACCESSES, type Access } from './rule.ts';
export { accessTo, doorsOf, hasDoor, NO_ROUTE, SERVERS, type ServerName } from './table.ts';
