/** The values of variables in the setting of a folder; undefined where there is none. */
export interface FolderVariables {
  readonly homeFolder: string | undefined;
  /** Reads an environment variable. */
  readonly env: (name: string) => string | undefined;
}

/** The setting of a folder after its variables are replaced. */
export type ParsedFolder =
  | { readonly kind: 'path'; readonly path: string }
  /** A path in the workspace folder of this name, or in the first one. */
  | { readonly kind: 'inWorkspace'; readonly folder: string | undefined; readonly path: string }
  /** The variable is unknown, or not allowed at this position. */
  | { readonly kind: 'unknownVariable'; readonly variable: string }
  /** The variable has no value here. */
  | { readonly kind: 'noValue'; readonly variable: string };

/** Characters of an unknown variable that a message shows. */
const SHOWN_CHARACTERS = 100;

const WORKSPACE_FOLDER = /^\$\{workspaceFolder(?::([^{}]{1,200}))?\}(?=$|[/\\]|\$\{(?:\/|pathSeparator)\})/;
const VARIABLE = /\$\{([^{}]{0,200})\}/g;

/**
 * Replaces the variables in the setting of a folder as VS Code does (code.visualstudio.com/docs/reference/variables-reference).
 * Unknown variables are refused: nobody wants a folder whose name starts with `${`.
 */
export function parseFolder(setting: string, variables: FolderVariables): ParsedFolder {
  const [prefix, folder] = WORKSPACE_FOLDER.exec(setting) ?? [];
  const replaced = replaceVariables(setting.slice(prefix?.length ?? 0), variables);
  if (replaced.kind !== 'path' || prefix === undefined) return replaced;
  return { kind: 'inWorkspace', folder, path: replaced.path };
}

function replaceVariables(text: string, variables: FolderVariables): ParsedFolder {
  let fault: ParsedFolder | undefined;
  const path = text.replace(VARIABLE, (whole: string, name: string) => {
    const value = valueFor(name, variables);
    if (value.kind === 'value') return value.value;
    fault ??= { kind: value.kind, variable: whole };
    return whole;
  });
  if (fault) return fault;
  const at = path.indexOf('${');
  if (at < 0) return { kind: 'path', path };
  return { kind: 'unknownVariable', variable: path.slice(at, at + SHOWN_CHARACTERS) };
}

type Value =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'noValue' | 'unknownVariable' };

function valueFor(name: string, { homeFolder, env }: FolderVariables): Value {
  // Windows accepts both slashes, so one value serves all systems.
  if (name === '/' || name === 'pathSeparator') return { kind: 'value', value: '/' };
  const isEnv = name.startsWith('env:');
  if (!isEnv && name !== 'userHome') return { kind: 'unknownVariable' };
  const value = isEnv ? env(name.slice('env:'.length)) : homeFolder;
  return value ? { kind: 'value', value } : { kind: 'noValue' };
}
