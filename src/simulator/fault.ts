import { percentDecoded } from '../base/percentDecoded';
import type { Step } from './contract';
import type { ErrorForm, GatewayKeyError } from './errorReplies';

/**
 * What can go wrong with one request. `form` replaces the form of errors that the path has (`/gemini/…` and `/v1/…`:
 * gateway; each dialect its own; else Google).
 */
export type Fault =
  /** No fault: lets a request through between two faults. */
  | { readonly kind: 'pass' }
  /** The contract's answer, but later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** 401 from a gateway, with this type at LiteLLM, or 400 `API_KEY_INVALID` from Google. */
  | { readonly kind: 'wrongKey'; readonly form?: ErrorForm; readonly type?: GatewayKeyError }
  | { readonly kind: 'forbidden'; readonly form?: ErrorForm }
  | { readonly kind: 'notFound'; readonly form?: ErrorForm }
  /** Any other refusal, such as 409 or 422. */
  | { readonly kind: 'rejected'; readonly status: number; readonly form?: ErrorForm }
  /** 429. `retryAfter` goes into the header unchanged, absurd or not. */
  | { readonly kind: 'rateLimited'; readonly retryAfter?: string | number; readonly form?: ErrorForm }
  /** The spent budget of a gateway, told by the type of the error or only by its message. */
  | { readonly kind: 'budgetExceeded'; readonly status: 400 | 429; readonly toldBy: 'type' | 'text' }
  | {
      readonly kind: 'unavailable';
      readonly status: 500 | 502 | 503 | 504;
      readonly retryAfter?: string | number;
      readonly form?: ErrorForm;
    }
  /** Tears the connection down (RST). */
  | { readonly kind: 'reset' }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** 200 with a page, as from a captive portal. */
  | { readonly kind: 'html' }
  /** 200 with incomplete JSON. */
  | { readonly kind: 'truncated' }
  /** 200 with 5 MiB of valid JSON, without a length in the headers. */
  | { readonly kind: 'huge' }
  /** 302 to any URL. */
  | { readonly kind: 'redirect'; readonly location: string }
  /** 302 to a path that answers 302 to itself. */
  | { readonly kind: 'redirectLoop' }
  /** The contract's answer, but the connection ends after so many bytes of the body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The whole video with 200, even if the request asks for a part. */
  | { readonly kind: 'ignoreRange' }
  /** The contract's answer with a wrong length. With a smaller one the body ends early, with a larger one the connection. */
  | { readonly kind: 'contentLength'; readonly length: number }
  /** Any other answer. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** The requests that a fault is for. */
interface Aim {
  /** The full name of the only operation; any operation if absent. */
  readonly operation?: string;
  /** `status` if absent. */
  readonly step?: Step;
}

/** A fault for the next status request, or for the next or each request with an aim. */
export type ScriptedFault = Fault | ({ readonly once: Fault } & Aim) | ({ readonly always: Fault } & Aim);

interface Entry {
  readonly fault: Fault;
  readonly operation: string | undefined;
  readonly step: Step;
}

const PASS: Fault = { kind: 'pass' };

/** The faults to come: first those for one request, in their order, then those for each request. */
export class FaultScript {
  private once: Entry[] = [];
  private always: Entry[] = [];

  add(...faults: readonly ScriptedFault[]): void {
    for (const scripted of faults) {
      if ('always' in scripted) this.always.unshift(entry(scripted.always, scripted));
      else if ('once' in scripted) this.once.push(entry(scripted.once, scripted));
      else this.once.push(entry(scripted, {}));
    }
  }

  clear(): void {
    this.once = [];
    this.always = [];
  }

  /**
   * The fault for the next request. Of several for each request, it is the one added last.
   *
   * @param operation its name or the last segment of it; empty if it does not exist yet
   */
  next(step: Step, operation: string): Fault {
    const concerns = (entry: Entry) =>
      entry.step === step && (entry.operation === undefined || isNamed(operation, entry.operation));
    const index = this.once.findIndex(concerns);
    if (index >= 0) return this.once.splice(index, 1)[0]?.fault ?? PASS;
    return this.always.find(concerns)?.fault ?? PASS;
  }
}

function entry(fault: Fault, { operation, step = 'status' }: Aim): Entry {
  return { fault, operation, step };
}

/**
 * The path of a file has only the last segment of the name, an id in Base64 may have lost its padding, and one with slashes
 * may be percent-encoded.
 */
function isNamed(asked: string, name: string): boolean {
  if (plain(asked) === plain(name)) return true;
  return !asked.includes('/') && plain(asked) === plain(name.slice(name.lastIndexOf('/') + 1));
}

function plain(id: string): string {
  return withoutPadding(percentDecoded(id) ?? id);
}

function withoutPadding(id: string): string {
  return id.replace(/(?<!=)=+$/, '');
}
