import type { Step } from './contract';
import type { ErrorForm, GatewayKeyError } from './errorReplies';

/**
 * What can go wrong with one request. `form` overrides the form of error that belongs to the path asked
 * (`/gemini/…` and `/v1/…`: gateway, else Google).
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
  /** The true answer, but the connection ends after so many bytes of its body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The whole video with 200, whatever part of it was asked for. */
  | { readonly kind: 'ignoreRange' }
  /** The true answer under a wrong length: its body ends early with a smaller one, the connection with a larger one. */
  | { readonly kind: 'contentLength'; readonly length: number }
  /** Any other answer, word for word. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** Which requests a fault is meant for. */
interface Aim {
  /** The name of the only operation meant, in full; any operation when not given. */
  readonly operation?: string;
  /** `status` when not given. */
  readonly step?: Step;
}

/** A fault for the next status request, or for the next or every request that is aimed at. */
export type ScriptedFault = Fault | ({ readonly once: Fault } & Aim) | ({ readonly always: Fault } & Aim);

interface Entry {
  readonly fault: Fault;
  readonly operation: string | undefined;
  readonly step: Step;
}

const PASS: Fault = { kind: 'pass' };

/** The faults to come: those meant once in their order, and when these are used up those meant always. */
export class FaultScript {
  #once: Entry[] = [];
  #always: Entry[] = [];

  add(...faults: readonly ScriptedFault[]): void {
    for (const scripted of faults) {
      if ('always' in scripted) this.#always.unshift(entry(scripted.always, scripted));
      else if ('once' in scripted) this.#once.push(entry(scripted.once, scripted));
      else this.#once.push(entry(scripted, {}));
    }
  }

  clear(): void {
    this.#once = [];
    this.#always = [];
  }

  /**
   * The fault for a request about this operation, which is its name or the last segment of it, empty when there is none
   * yet; of several meant always, the one added last.
   */
  take(step: Step, operation: string): Fault {
    const concerns = (entry: Entry) =>
      entry.step === step && (entry.operation === undefined || isNamed(operation, entry.operation));
    const index = this.#once.findIndex(concerns);
    if (index >= 0) return this.#once.splice(index, 1)[0]?.fault ?? PASS;
    return this.#always.find(concerns)?.fault ?? PASS;
  }
}

function entry(fault: Fault, { operation, step = 'status' }: Aim): Entry {
  return { fault, operation, step };
}

/** The path of a file tells only the last segment of the name; an id in Base64 may have lost its padding. */
function isNamed(asked: string, name: string): boolean {
  const known = asked.includes('/') ? name : name.slice(name.lastIndexOf('/') + 1);
  return withoutPadding(asked) === withoutPadding(known);
}

function withoutPadding(id: string): string {
  return id.replace(/(?<!=)=+$/, '');
}
