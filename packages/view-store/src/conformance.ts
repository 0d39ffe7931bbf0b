/** Conformance tests that every adapter must pass. Only tests may import this entry. */
export { releasedStoreConformance } from './conformance/released.ts';
export type { ReleasedSubject, ViewStoreSubject } from './conformance/subject.ts';
export { viewStoreConformance } from './conformance/view-store.ts';
export { type Administrator, administratorOf } from './redis/administrator-for-tests.ts';
