import type { Job } from '../operations/job';
import type { StartHints } from '../operations/operation';

/**
 * By the form of an answer or an address, which APIs a job with an id of any form may belong to: those with `/v1/videos`, with
 * Interactions, or any other.
 */
export type AnswerShape = 'video' | 'interaction' | 'job';

/** Whether all of a text is read, which may be nothing but the name of an operation, or a section of a larger one. */
export type Scope = 'text' | 'section';

/** An operation that a text names. */
export interface Reference extends StartHints, Pick<Job, 'seconds' | 'size'> {
  /** The operation's name, as the API gave it. */
  readonly name: string;
  /** Where the form of the name does not tell it. */
  readonly shape?: AnswerShape;
  /** As an answer tells it, where the name does not. */
  readonly model?: string;
  /**
   * The part of a whole address before `/v1beta/`, `/v1/videos/` or another path of the API, e.g.
   * `https://api.thucchien.ai/gemini` or `https://api.thucchien.ai`.
   */
  readonly root?: string;
  /** ISO 8601 UTC: when the job was started, as an answer tells. May be any time. */
  readonly startedAt?: string;
  /** A text beside the name, cleaned. */
  readonly label?: string;
  /** A prompt beside the name, cleaned. */
  readonly prompt?: string;
}

/** The operations that a text names, and whether it holds other names that were cut off. */
export interface FoundNames {
  readonly references: readonly Reference[];
  readonly isAnyCut: boolean;
}

/** The name at the end of an address or a path; another text stays as it is. */
export function nameAtEndOf(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('/video_') + 1, text.indexOf('models/'), 0));
}

/**
 * A name without the underscores behind it that emphasise it in Markdown. An id may also end in underscores, so as many
 * must stand before it.
 */
export function withoutEmphasis(name: string, underscores: string): string {
  return underscores !== '' && name.endsWith(underscores) ? name.slice(0, -underscores.length) : name;
}
