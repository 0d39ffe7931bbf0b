/** What every adapter must do. Tests call these; nothing else may import this entry. */
export { releasedStoreConformance } from './conformance/released.ts';
export type { ReleasedSubject, ViewStoreSubject } from './conformance/subject.ts';
export { viewStoreConformance } from './conformance/view-store.ts';
