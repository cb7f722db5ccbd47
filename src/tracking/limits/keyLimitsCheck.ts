import type { Endpoint } from '../../endpoints/endpoint';
import { originOf } from '../../endpoints/endpoint';
import type { KeyLimits } from '../../endpoints/keyLimits';
import type { OperationId } from '../../operations/operation';
import { unlessAborted } from '../abort';
import type { Clock } from '../clock';
import type { Disposable, Event } from '../event';
import type { Asides } from './asides';
import type { Lanes } from './lanes';

export interface KeyLimitsParts {
  /** Fires with an operation whose endpoint has given its first good answer to a key. */
  readonly onDidProve: Event<OperationId>;
  /** Undefined where the endpoint tells nothing of its limits. */
  readonly askLimits: (
    endpoint: Endpoint,
    key: string,
    signal: AbortSignal,
  ) => Promise<KeyLimits | undefined>;
  readonly keys: { get(origin: string): Promise<string | undefined> };
  readonly endpoint: (id: string) => Endpoint | undefined;
  readonly lanes: Lanes;
  readonly asides: Asides;
  /** A steady one. */
  readonly clock: Clock;
}

/** Asks a gateway, once for each key that has proven good, what it allows that key. */
export class KeyLimitsCheck implements Disposable {
  private readonly listener: Disposable;

  constructor(private readonly parts: KeyLimitsParts) {
    this.listener = parts.onDidProve((id) =>
      parts.asides.add(id, (signal, send) => this.ask(id, signal, send)),
    );
  }

  dispose(): void {
    this.listener.dispose();
  }

  private async ask(id: OperationId, signal: AbortSignal, send: () => void): Promise<void> {
    const { endpoint: endpointOf, keys, lanes, clock, askLimits } = this.parts;
    const endpoint = endpointOf(id.endpoint);
    if (endpoint?.kind !== 'litellm' || endpoint.auth.kind !== 'key') return;
    const key = await unlessAborted(keys.get(originOf(endpoint)), signal);
    if (key === undefined) return;
    send();
    const limits = await askLimits(endpoint, key, signal);
    const isOldKey = (await unlessAborted(keys.get(originOf(endpoint)), signal)) !== key;
    if (!limits || isOldKey) return;
    const { requestsPerMinute: limitOfKey, parallel } = limits;
    const told = {
      ...(limitOfKey !== undefined && { limitOfKey }),
      ...(parallel !== undefined && { parallel }),
    };
    lanes.of(id)?.learn(told, clock.now());
  }
}
