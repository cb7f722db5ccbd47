/** The variables of a file name template. */
export const NAME_VARIABLES = ['label', 'prompt', 'model', 'id', 'number', 'date', 'time'] as const;
export type NameVariable = (typeof NAME_VARIABLES)[number];

/** A part of a template: literal text or a variable. */
export type NamePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly variable: NameVariable };

/** A parsed file name template, or why it is invalid. */
type NameTemplate =
  | { readonly kind: 'template'; readonly parts: readonly NamePart[] }
  /** It contains a path separator. */
  | { readonly kind: 'separator' }
  | { readonly kind: 'unknownVariable'; readonly variable: string };

// biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
const DEFAULT = '${label}-${number}';
/** We add the extension ourselves. */
const EXTENSION = /\.mp4$/i;
/** Characters of the setting that are read. */
const MAX_READ_CHARACTERS = 500;
/** Characters of an unknown variable that a message shows. */
const SHOWN_CHARACTERS = 50;

/** The default template of `veo.download.fileName`. */
export const DEFAULT_PARTS: readonly NamePart[] = partsOf(DEFAULT);

/** Parses the setting `veo.download.fileName`; empty means the default. */
export function parseNameTemplate(setting: string): NameTemplate {
  const text = setting.slice(0, MAX_READ_CHARACTERS).trim().replace(EXTENSION, '');
  if (text === '') return { kind: 'template', parts: DEFAULT_PARTS };
  if (/[/\\]/.test(text)) return { kind: 'separator' };
  const parts = partsOf(text);
  const unknown = parts.find((part) => part.kind === 'text' && part.text.startsWith('${'));
  if (unknown?.kind !== 'text') return { kind: 'template', parts };
  return { kind: 'unknownVariable', variable: unknown.text.slice(0, SHOWN_CHARACTERS) };
}

/** The parts of the setting, or of the default when the setting is invalid. */
export function templateParts(setting: string): readonly NamePart[] {
  const parsed = parseNameTemplate(setting);
  return parsed.kind === 'template' ? parsed.parts : DEFAULT_PARTS;
}

/** An unknown variable becomes a text part of its own, which starts with `${`. */
function partsOf(text: string): NamePart[] {
  const pieces = text.match(/\$\{[^{}]*\}?|(?:(?!\$\{).)+/gs) ?? [];
  return pieces.map((piece) => {
    const variable = NAME_VARIABLES.find((name) => piece === `\${${name}}`);
    return variable ? { kind: 'variable', variable } : { kind: 'text', text: piece };
  });
}
