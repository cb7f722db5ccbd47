/** A segment, or what examples, shells and programs put in its place, perhaps with spaces inside. */
const SEGMENT =
  '(?:[^\\s/"\'`,;<{[(]|<[^<>/\\n]{0,60}>|\\{{1,2}[^{}/\\n]{0,60}\\}{1,2}|\\[[^\\[\\]/\\n]{0,60}\\]|\\([^()/\\n]{0,60}\\)){1,100}';
/** May be followed by a line end. */
const SLASH = '/(?:\\n[ \\t]{0,20})?';
/** The path of a gateway may have projects, too; but with a version the Gemini API begins. */
const GEMINI_VERSION = 'v\\d{1,2}(?:(?:alpha|beta)\\d{0,2})?/';

/** Bounded, so that the time stays linear in a long text that only begins like such names. */
const VERTEX_NAME = new RegExp(
  `(?<![\\w-])(?:projects|locations|publishers)${SLASH}(?:(?!operations/|models/|${GEMINI_VERSION})${SEGMENT}${SLASH}){1,6}` +
    `(?:models${SLASH}${SEGMENT}${SLASH})?operations/[\\w./-]{0,200}`,
  'g',
);

/**
 * A text without the names of Vertex AI's operations, which is Google's other API. They end like those of the Gemini API,
 * and would be taken for these if a person hid the project.
 */
export function withoutVertexNames(text: string): string {
  return text.replace(VERTEX_NAME, ' ');
}

/** Whether a text names an operation of Vertex AI. */
export function holdsVertexName(text: string): boolean {
  return text.search(VERTEX_NAME) >= 0;
}
