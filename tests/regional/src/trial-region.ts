export { startTrialRegion, type TrialRegion } from '@waylight/testing';
