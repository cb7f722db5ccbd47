/** An operation named somewhere in a text. */
export interface Reference {
  /** `models/{model}/operations/{id}` or `video_…` */
  readonly name: string;
  /**
   * What stood before `/v1beta/` or `/v1/videos/` when the text held a whole address, e.g.
   * `https://api.thucchien.ai/gemini` or `https://api.thucchien.ai`.
   */
  readonly root?: string;
  /** The text that stood beside the name, cleaned. */
  readonly label?: string;
  /** The prompt that was told beside the name, cleaned. */
  readonly prompt?: string;
}

/** The operations that a text names, and whether it names others that were cut off. */
export interface FoundNames {
  readonly references: readonly Reference[];
  readonly isAnyCut: boolean;
}

/**
 * A name without the underscores that emphasise it in Markdown: as many as stand before it also stand behind it, which
 * an id might end in by itself.
 */
export function withoutEmphasis(name: string, underscores: string): string {
  return underscores !== '' && name.endsWith(underscores) ? name.slice(0, -underscores.length) : name;
}
