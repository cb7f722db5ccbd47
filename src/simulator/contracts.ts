import type { Contract } from './contract';
import { dialectContract } from './dialects/dialectContract';
import { DIALECTS } from './dialects/dialects';
import { geminiContract } from './geminiContract';
import { keyContract } from './keyContract';
import { signedContract } from './signedContract';
import { videosContract } from './videosContract';

/** Every video API that the simulator offers at its own address. */
export const CONTRACTS: readonly Contract[] = [
  geminiContract,
  videosContract,
  keyContract,
  ...DIALECTS.map(dialectContract),
];

/** What is offered at the host of signed addresses, which belongs to no video API. */
export const SIGNED_CONTRACTS: readonly Contract[] = [signedContract];
