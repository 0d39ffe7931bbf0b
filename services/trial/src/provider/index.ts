export { type Account, developmentAccounts } from './accounts.ts';
export { createProviderSecrets, type ProviderSecrets, parseProviderSecrets } from './provider-secrets.ts';
export { createTrialProvider, TRIAL_CLIENT_ID, trialIssuer } from './trial-provider.ts';
