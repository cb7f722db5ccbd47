/** What variables in the setting of a folder stand for; undefined where there is no such thing. */
export interface FolderVariables {
  readonly homeFolder: string | undefined;
  /** A variable of the environment. */
  readonly env: (name: string) => string | undefined;
}

/** A folder as the setting names it, its variables understood. */
export type NamedFolder =
  | { readonly kind: 'path'; readonly path: string }
  /** `path` in a folder of the workspace: in the one of that name, or in the first. */
  | { readonly kind: 'inWorkspace'; readonly folder: string | undefined; readonly path: string }
  /** A variable that we do not know, or that cannot stand where it stands. */
  | { readonly kind: 'unknownVariable'; readonly variable: string }
  /** A variable that we know, and that has no value here. */
  | { readonly kind: 'noValue'; readonly variable: string };

/** Characters of a setting that are worth showing. */
const SHOWN_LENGTH = 100;

const WORKSPACE = /^\$\{workspaceFolder(?::([^{}]{1,200}))?\}(?=$|[/\\]|\$\{(?:\/|pathSeparator)\})/;
const VARIABLE = /\$\{([^{}]{0,200})\}/g;

/**
 * Replaces the variables in the setting of a folder as VS Code does (code.visualstudio.com/docs/reference/variables-reference).
 * What is none of them is refused: nobody wants a folder whose name begins with `${`.
 */
export function readFolder(setting: string, variables: FolderVariables): NamedFolder {
  const [start, folder] = WORKSPACE.exec(setting) ?? [];
  const replaced = replaceVariables(setting.slice(start?.length ?? 0), variables);
  if (replaced.kind !== 'path' || start === undefined) return replaced;
  return { kind: 'inWorkspace', folder, path: replaced.path };
}

function replaceVariables(text: string, variables: FolderVariables): NamedFolder {
  let fault: NamedFolder | undefined;
  const path = text.replace(VARIABLE, (whole: string, name: string) => {
    const value = valueFor(name, variables);
    if (value.kind === 'value') return value.value;
    fault ??= { kind: value.kind, variable: whole };
    return whole;
  });
  if (fault) return fault;
  const at = path.indexOf('${');
  if (at < 0) return { kind: 'path', path };
  return { kind: 'unknownVariable', variable: path.slice(at, at + SHOWN_LENGTH) };
}

type Value =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'noValue' | 'unknownVariable' };

function valueFor(name: string, { homeFolder, env }: FolderVariables): Value {
  // Either kind of slash does on Windows, so there is one for all.
  if (name === '/' || name === 'pathSeparator') return { kind: 'value', value: '/' };
  const isEnv = name.startsWith('env:');
  if (!isEnv && name !== 'userHome') return { kind: 'unknownVariable' };
  const value = isEnv ? env(name.slice('env:'.length)) : homeFolder;
  return value ? { kind: 'value', value } : { kind: 'noValue' };
}
