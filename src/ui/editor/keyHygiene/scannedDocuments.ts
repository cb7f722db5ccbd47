import * as vscode from 'vscode';
import { BUILT_IN_ENDPOINTS, type Endpoint } from '../../../endpoints/endpoint';
import { readOwnEndpoints } from '../../../endpoints/ownEndpoints';
import { PRESETS } from '../../../endpoints/presets';
import type { CurrentSettings } from '../../settings';
import { type KeyBesideApi, type KnownHosts, keysBesideApis } from './keysBesideApis';

/** In characters. A larger document was not written by hand. */
const MAX_CHARACTERS = 5 * 1024 * 1024;
/** Documents of people. Others are outputs, earlier versions and settings. */
const SCHEMES: readonly string[] = [
  'file',
  'untitled',
  'vscode-notebook-cell',
  'vscode-remote',
  'vscode-vfs',
];
/** Where keys belong, which a sample of such a file is not, and settings of VS Code, which has its own checks. */
const NOT_SCANNED =
  /(?:^|\/)(?:\.env(?!\.(?:example|sample|template|dist)$)(?:\.[^/]*|rc)?|\.vscode\/settings\.json|[^/]*\.code-workspace)$/;
const CELL_SCHEME = 'vscode-notebook-cell';

/** The API keys in a document that stand beside a video API; none in one that the person excluded. */
export function keysInDocument(
  document: vscode.TextDocument,
  endpoints: readonly Endpoint[],
): KeyBesideApi[] {
  const { uri } = document;
  if (!SCHEMES.includes(uri.scheme) || NOT_SCANNED.test(uri.path)) return [];
  if (sizeOf(document) > MAX_CHARACTERS || isExcluded(document)) return [];
  return keysBesideApis(document.getText(), knownHosts(endpoints), () => otherCells(document));
}

/** The endpoints of the settings, before the second stage has its list of them. */
export function endpointsOf({ value }: Pick<CurrentSettings, 'value'>): readonly Endpoint[] {
  return [...BUILT_IN_ENDPOINTS, ...readOwnEndpoints(value.endpoints).endpoints];
}

/** The notebook that a document is a cell of. */
export function notebookOf({ uri }: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (uri.scheme !== CELL_SCHEME) return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some(({ document }) => document.uri.toString() === uri.toString()),
  );
}

function sizeOf(document: vscode.TextDocument): number {
  return document.offsetAt(new vscode.Position(document.lineCount, 0));
}

/** Of the services that are known, and of the person's endpoints. */
function knownHosts(endpoints: readonly Endpoint[]): KnownHosts {
  const services = PRESETS.flatMap(({ url }) => (url === undefined ? [] : [new URL(url)]));
  const own = endpoints.filter(({ auth }) => auth.kind === 'key').map(({ url }) => new URL(url));
  return new Map([...services, ...own].map(({ host, origin }) => [host, origin]));
}

function otherCells(document: vscode.TextDocument): string {
  const cells = notebookOf(document)?.getCells() ?? [];
  return cells
    .filter((cell) => cell.document !== document)
    .map((cell) => cell.document.getText())
    .join('\n')
    .slice(0, MAX_CHARACTERS);
}

/** Whether the person keeps a document out of the explorer, the search or these hints, by itself or with its folder. */
function isExcluded(document: vscode.TextDocument): boolean {
  const scope = notebookOf(document)?.uri ?? document.uri;
  const globs = ['files.exclude', 'search.exclude', 'veo.editor.keyHintsExclude'].flatMap((setting) => {
    const value: unknown = vscode.workspace.getConfiguration(undefined, scope).get(setting);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([glob, isOn]) => (isOn === true ? [glob] : []));
  });
  const folder = vscode.workspace.getWorkspaceFolder(scope);
  return globs
    .flatMap((glob) => [glob, `${glob}/**`])
    .map((glob) => (folder ? new vscode.RelativePattern(folder, glob) : glob))
    .some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}
