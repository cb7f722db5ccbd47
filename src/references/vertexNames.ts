/** A segment written out, or what examples, shells and programs put in its place, perhaps with spaces inside. */
const SEGMENT =
  '(?:[^\\s/"\'`,;<{[(]|<[^<>/\\n]{0,60}>|\\{{1,2}[^{}/\\n]{0,60}\\}{1,2}|\\[[^\\[\\]/\\n]{0,60}\\]|\\([^()/\\n]{0,60}\\)){1,100}';
/** A line may end behind it. */
const SLASH = '/(?:\\n[ \\t]{0,20})?';
/** A gateway's own path may have projects too, but below a version the Gemini API begins. */
const GEMINI_VERSION = 'v\\d{1,2}(?:(?:alpha|beta)\\d{0,2})?/';

/** Bounded, so that a long text which only begins like such names is looked through once. */
const VERTEX_NAME = new RegExp(
  `(?<![\\w-])(?:projects|locations|publishers)${SLASH}(?:(?!operations/|models/|${GEMINI_VERSION})${SEGMENT}${SLASH}){1,6}` +
    `(?:models${SLASH}${SEGMENT}${SLASH})?operations/[\\w./-]{0,200}`,
  'g',
);

/**
 * A text without the names of Vertex AI's operations, which Google's other API gives. They end as Gemini's do, so where
 * a person hid the project they could be taken for these.
 */
export function withoutVertexNames(text: string): string {
  return text.replace(VERTEX_NAME, ' ');
}

/** Whether a text names an operation of Vertex AI. */
export function holdsVertexName(text: string): boolean {
  return text.search(VERTEX_NAME) >= 0;
}
