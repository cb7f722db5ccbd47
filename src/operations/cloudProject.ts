import { agentPlatformNameParts, decodedId } from './name';

/**
 * The Google Cloud project that a name tells to whoever has it: names of the Agent Platform hold it as it is, ids of
 * LiteLLM in Base64, where it is the one of the gateway's operator. Undefined for any other name.
 */
export function cloudProjectOf(name: string): string | undefined {
  return agentPlatformNameParts(name)?.project ?? /\bprojects\/([^/;]+)/.exec(decodedId(name) ?? '')?.[1];
}
