import type { Disposable, Event } from '../../base/event';
import type { Time } from '../../base/time';
import type { Endpoint } from '../../endpoints/endpoint';
import type { KeyLimits } from '../../endpoints/keyLimits';
import type { OperationId } from '../../operations/operation';
import { type Keys, keyFor } from '../apiKeyAccess';
import type { AuxiliaryRequest, AuxiliaryRequests } from './auxiliaryRequests';
import type { OriginLimiters } from './originLimiters';

interface KeyLimitsParts {
  /** Fires with an operation whose endpoint has given its first good answer to a key. */
  readonly onDidProve: Event<OperationId>;
  /** Resolves with undefined where the endpoint says nothing of its limits. */
  readonly fetchLimits: (
    endpoint: Endpoint,
    key: string,
    signal: AbortSignal,
  ) => Promise<KeyLimits | undefined>;
  readonly keys: Keys;
  readonly limiters: OriginLimiters;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly time: Time;
}

/** Asks each gateway what it allows a key, once for each key that has worked, until disposed of. */
export function requestKeyLimits(parts: KeyLimitsParts): Disposable {
  return parts.onDidProve((id) => parts.auxiliaryRequests.add(id, keyLimitsRequest(id, parts)));
}

function keyLimitsRequest(
  id: OperationId,
  { keys, limiters, time, fetchLimits }: KeyLimitsParts,
): AuxiliaryRequest {
  return (endpoint) => {
    if (endpoint.kind !== 'litellm' || endpoint.auth.kind === 'none') return undefined;
    return async (key, signal) => {
      const limits = key === undefined ? undefined : await fetchLimits(endpoint, key, signal);
      const current = await keyFor({ endpoint, keys, signal });
      // The limits of a former key say nothing about the present one.
      if (limits && current === key) limiters.of(id)?.learn(limits, time.elapsed());
    };
  };
}
