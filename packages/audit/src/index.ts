export { beginning, type Chain, hashAfter, type Link, SALT_BYTES } from './chain.ts';
export { encodeEntry, type Happening, NOBODY, type Party, SERVICE } from './entry.ts';
export { type ChainCheck, type ChainFault, checkChain, type Verdict, verifyChain } from './verify-chain.ts';
