/** What a template of file names can hold. */
export const NAME_VARIABLES = ['label', 'prompt', 'model', 'id', 'number', 'date', 'time'] as const;
export type NameVariable = (typeof NAME_VARIABLES)[number];

/** A piece of a template: text as it is, or what stands for something of the video. */
export type NamePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly variable: NameVariable };

/** A template of file names as the person meant it, or what is wrong with it. */
export type NameTemplate =
  | { readonly kind: 'template'; readonly parts: readonly NamePart[] }
  /** A name is no path. */
  | { readonly kind: 'separator' }
  | { readonly kind: 'unknownVariable'; readonly variable: string };

// biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
const DEFAULT = '${label}-${number}';
/** The ending is ours to add. */
const ENDING = /\.mp4$/i;
/** Characters of a setting that are worth reading, and of a variable that are worth showing. */
const MOST_READ = 500;
const SHOWN_LENGTH = 50;

/** The parts of the default of `veo.download.fileName`. */
export const DEFAULT_PARTS: readonly NamePart[] = partsOf(DEFAULT);

/** Reads the setting `veo.download.fileName`; an empty one is the default. */
export function readNameTemplate(setting: string): NameTemplate {
  const text = setting.slice(0, MOST_READ).trim().replace(ENDING, '');
  if (text === '') return { kind: 'template', parts: DEFAULT_PARTS };
  if (/[/\\]/.test(text)) return { kind: 'separator' };
  const parts = partsOf(text);
  const unknown = parts.find((part) => part.kind === 'text' && part.text.startsWith('${'));
  if (unknown?.kind !== 'text') return { kind: 'template', parts };
  return { kind: 'unknownVariable', variable: unknown.text.slice(0, SHOWN_LENGTH) };
}

/** The parts to be used: those of the default where the template cannot be. */
export function usableParts(setting: string): readonly NamePart[] {
  const read = readNameTemplate(setting);
  return read.kind === 'template' ? read.parts : DEFAULT_PARTS;
}

/** What begins like a variable and is none that we know is a text of its own. */
function partsOf(text: string): NamePart[] {
  const pieces = text.match(/\$\{[^{}]*\}?|(?:(?!\$\{).)+/gs) ?? [];
  return pieces.map((piece) => {
    const variable = NAME_VARIABLES.find((name) => piece === `\${${name}}`);
    return variable ? { kind: 'variable', variable } : { kind: 'text', text: piece };
  });
}
