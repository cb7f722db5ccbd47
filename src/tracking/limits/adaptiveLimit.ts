const MINUTE = 60_000;
const LATELY = 10 * MINUTE;
/** Of the limit in the settings, regained each minute without a refusal; at least one request. */
const REGAINED = 1 / 20;

/**
 * How many requests a minute one origin takes: what the person set, lowered by what the server tells, and by what it
 * refuses (429): halved, once in a minute, and raised again little by little (AIMD), for others may share the limit.
 */
export class AdaptiveLimit {
  private ofKey = Number.POSITIVE_INFINITY;
  private ofModel = Number.POSITIVE_INFINITY;
  /** Requests for a status name no model, so the limit of one counts only after a refusal. */
  private isRefused = false;
  private told: { readonly limit: number; readonly at: number } | undefined;
  private felt: { readonly limit: number; readonly at: number } | undefined;

  constructor(private readonly wanted: () => number) {}

  /** Requests a minute, at least 1; `now` in ms of the steady clock. */
  at(now: number): number {
    const ofModel = this.isRefused ? this.ofModel : Number.POSITIVE_INFINITY;
    const most = Math.max(Math.min(this.wanted(), this.ofKey, ofModel, this.toldLately(now)), 1);
    if (!this.felt) return most;
    const minutes = Math.floor(Math.max(now - this.felt.at, 0) / MINUTE);
    const regained = this.felt.limit + minutes * Math.max(Math.floor(most * REGAINED), 1);
    if (regained < most) return regained;
    this.felt = undefined;
    return most;
  }

  /** The server has told what it allows the key, in requests a minute: that holds as long as the key is used. */
  tellOfKey(limit: number): void {
    this.ofKey = Math.max(limit, 1);
  }

  /** The same for requests about one model, once the server has refused a request as one too many. */
  tellOfModel(limit: number): void {
    this.ofModel = Math.max(limit, 1);
  }

  /**
   * An answer has told a limit, in requests a minute. Of several, as models have, the lowest counts as long as it is
   * told: one that no answer tells any more may have been that of a proxy on the way.
   */
  tell(limit: number, now: number): void {
    if (limit <= this.toldLately(now)) this.told = { limit: Math.max(limit, 1), at: now };
  }

  /** The server has refused a request as one too many. It counts by the minute: all refusals of one say the same. */
  refuse(now: number): void {
    this.isRefused = true;
    if (this.felt && now - this.felt.at < MINUTE) return;
    this.felt = { limit: Math.max(Math.floor(this.at(now) / 2), 1), at: now };
  }

  /** There is another key, with limits of its own. */
  forget(): void {
    this.ofKey = Number.POSITIVE_INFINITY;
    this.ofModel = Number.POSITIVE_INFINITY;
    this.isRefused = false;
    this.told = undefined;
    this.felt = undefined;
  }

  private toldLately(now: number): number {
    return this.told && now - this.told.at <= LATELY ? this.told.limit : Number.POSITIVE_INFINITY;
  }
}
