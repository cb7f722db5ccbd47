import type { ErrorForm, GatewayKeyError } from './errorReplies';

/**
 * What can go wrong with one status request. `form` overrides the form of error that belongs to the path asked
 * (`/gemini/…`: gateway, else Google).
 */
export type Fault =
  /** Nothing goes wrong: lets a request through between two faults. */
  | { readonly kind: 'pass' }
  /** The true answer, later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** 401 from a gateway, 400 `API_KEY_INVALID` from Google; `type` is the gateway's. */
  | { readonly kind: 'wrongKey'; readonly form?: ErrorForm; readonly type?: GatewayKeyError }
  | { readonly kind: 'forbidden'; readonly form?: ErrorForm }
  | { readonly kind: 'notFound'; readonly form?: ErrorForm }
  /** Any other refusal, such as 409 or 422. */
  | { readonly kind: 'rejected'; readonly status: number; readonly form?: ErrorForm }
  /** 429; `retryAfter` goes into the header as it is, absurd or not. */
  | { readonly kind: 'rateLimited'; readonly retryAfter?: string | number; readonly form?: ErrorForm }
  /** A gateway's spent budget, recognisable by its type or by its words alone. */
  | { readonly kind: 'budgetExceeded'; readonly status: 400 | 429; readonly toldBy: 'type' | 'text' }
  | {
      readonly kind: 'unavailable';
      readonly status: 500 | 502 | 503 | 504;
      readonly retryAfter?: string | number;
      readonly form?: ErrorForm;
    }
  /** The connection is torn down (RST). */
  | { readonly kind: 'reset' }
  /** No answer ever. */
  | { readonly kind: 'hang' }
  /** 200 with a page, as from a captive portal. */
  | { readonly kind: 'html' }
  /** 200 with JSON that ends in the middle. */
  | { readonly kind: 'truncated' }
  /** 200 with well-formed JSON of 5 MiB, its length not declared. */
  | { readonly kind: 'huge' }
  /** 302 to any URL. */
  | { readonly kind: 'redirect'; readonly location: string }
  /** 302 to a path that answers 302 to itself. */
  | { readonly kind: 'redirectLoop' }
  /** Any other answer, word for word. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** A fault for the next status request, or for the next or every one; `operation` is the name of the only one meant. */
export type ScriptedFault =
  | Fault
  | { readonly once: Fault; readonly operation?: string }
  | { readonly always: Fault; readonly operation?: string };

const PASS: Fault = { kind: 'pass' };

/** The faults to come: those meant once in their order, and when these are used up those meant always. */
export class FaultScript {
  #once: { readonly fault: Fault; readonly operation: string | undefined }[] = [];
  #always: { readonly fault: Fault; readonly operation: string | undefined }[] = [];

  add(...faults: readonly ScriptedFault[]): void {
    for (const scripted of faults) {
      if ('always' in scripted)
        this.#always.unshift({ fault: scripted.always, operation: scripted.operation });
      else if ('once' in scripted) this.#once.push({ fault: scripted.once, operation: scripted.operation });
      else this.#once.push({ fault: scripted, operation: undefined });
    }
  }

  clear(): void {
    this.#once = [];
    this.#always = [];
  }

  /** The fault for a status request about this operation; of several meant always, the one added last. */
  take(operation: string): Fault {
    const concerns = (entry: { operation: string | undefined }) =>
      entry.operation === undefined || entry.operation === operation;
    const index = this.#once.findIndex(concerns);
    if (index >= 0) return this.#once.splice(index, 1)[0]?.fault ?? PASS;
    return this.#always.find(concerns)?.fault ?? PASS;
  }
}
