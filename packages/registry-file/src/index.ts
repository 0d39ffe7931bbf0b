export { type LiveRegistry, openRegistry } from './live-registry.ts';
