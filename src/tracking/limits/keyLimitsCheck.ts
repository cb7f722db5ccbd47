import type { Disposable, Event } from '../../base/event';
import type { Time } from '../../base/time';
import type { Endpoint, Endpoints } from '../../endpoints/endpoint';
import type { KeyLimits } from '../../endpoints/keyLimits';
import type { OperationId } from '../../operations/operation';
import { accessTo, type Keys } from '../keys';
import type { AuxiliaryRequest, AuxiliaryRequests } from './auxiliaryRequests';
import type { OriginLimiters } from './originLimiters';

export interface KeyLimitsParts {
  /** Fires with an operation whose endpoint has given its first good answer to a key. */
  readonly onDidProve: Event<OperationId>;
  /** Undefined where the endpoint tells nothing of its limits. */
  readonly askLimits: (
    endpoint: Endpoint,
    key: string,
    signal: AbortSignal,
  ) => Promise<KeyLimits | undefined>;
  readonly keys: Keys;
  readonly endpoints: Endpoints;
  readonly limiters: OriginLimiters;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly time: Time;
}

/** Asks a gateway, once for each key that has proven good, what it allows that key; until disposed of. */
export function checkKeyLimits(parts: KeyLimitsParts): Disposable {
  return parts.onDidProve((id) => parts.auxiliaryRequests.add(id, keyLimitsRequest(id, parts)));
}

function keyLimitsRequest(id: OperationId, parts: KeyLimitsParts): AuxiliaryRequest {
  const { keys, limiters, time, askLimits } = parts;
  return async (signal, send) => {
    const endpoint = parts.endpoints.byId(id.endpoint);
    const access = endpoint?.kind === 'litellm' && (await accessTo(endpoint, keys, signal));
    if (!access || access.key === undefined) return;
    send();
    const limits = await askLimits(endpoint, access.key, signal);
    const current = await accessTo(endpoint, keys, signal);
    if (limits && current?.key === access.key) limiters.of(id)?.learn(limits, time.elapsed());
  };
}
