import { agentPlatformContract } from './agentPlatformContract';
import type { Contract } from './contract';
import { dialectContract } from './dialects/dialectContract';
import { DIALECTS } from './dialects/dialects';
import { geminiContract } from './geminiContract';
import { interactionsContract } from './interactionsContract';
import { keyContract } from './keyContract';
import { omniFileContract } from './omniFileContract';
import { signedContract } from './signedContract';
import { videosContract } from './videosContract';

/** Every video API that the simulator offers at its own address. */
export const CONTRACTS: readonly Contract[] = [
  interactionsContract,
  // Before Gemini's, whose files have names that include theirs.
  omniFileContract,
  geminiContract,
  agentPlatformContract,
  videosContract,
  keyContract,
  ...DIALECTS.map(dialectContract),
];

/** What is offered at the host of signed addresses, which belongs to no video API. */
export const SIGNED_CONTRACTS: readonly Contract[] = [signedContract];
