import * as vscode from 'vscode';
import { decodedText } from '../../outside/textEncoding';
import { MAX_TEXT_LENGTH } from '../../references/textLength';
import type { CommandContext } from '../commands/command';
import { NO_TEXT } from '../noText';
import { GivenText } from '../prompts/givenText';
import { VIEW_ID } from '../view/deferredTree';
import { addText } from './addText';

/** The type that VS Code gives to rows of our own tree while they are dragged. */
const OWN_TREE = `application/vnd.code.tree.${VIEW_ID}`;
const URI_LIST = 'text/uri-list';
const TEXT = 'text/plain';

/** What was dropped onto the view. `files`: those that VS Code reaches by a URI. */
type Dropped =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'files'; readonly uris: readonly [vscode.Uri, ...vscode.Uri[]] }
  | { readonly kind: 'text'; readonly text: string };

/** Reads what was dropped, as long as VS Code has it: until the drop is handled. Rows of our own mean nothing there. */
export async function readDrop(dataTransfer: vscode.DataTransfer): Promise<Dropped> {
  if (dataTransfer.get(OWN_TREE)) return { kind: 'nothing' };
  const uris = filesIn((await dataTransfer.get(URI_LIST)?.asString()) ?? '');
  const [first, ...others] = uris;
  if (first) return { kind: 'files', uris: [first, ...others] };
  const contents = await contentsOfFiles(dataTransfer);
  const text = contents || (await textIn(dataTransfer));
  return text.trim() === '' ? { kind: 'nothing' } : { kind: 'text', text };
}

/** Adds what was dropped: the operations of a text, or of files, of which only names are read as of any others. */
export async function addDropped(dropped: Dropped, context: CommandContext): Promise<void> {
  if (dropped.kind === 'files') {
    await vscode.commands.executeCommand('veo.trackFile', dropped.uris[0], dropped.uris);
  }
  if (dropped.kind === 'text') await addText(new GivenText(dropped.text, 'pasted'), context);
}

/** An address of the web is a text: it may be the status address of an operation. */
function filesIn(list: string): vscode.Uri[] {
  const lines = list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  return lines.filter((line) => !/^https?:/i.test(line)).flatMap(readUri);
}

function readUri(text: string): vscode.Uri[] {
  try {
    return [vscode.Uri.parse(text, true)];
  } catch {
    return [];
  }
}

async function textIn(dataTransfer: vscode.DataTransfer): Promise<string> {
  const text = await dataTransfer.get(TEXT)?.asString();
  return text || ((await dataTransfer.get(URI_LIST)?.asString()) ?? '');
}

/**
 * Files of the system have no URI where VS Code runs in a browser, but their contents can be read: each as a whole, so that
 * none is that holds no text, such as a video, and none behind as much as a text may have.
 */
async function contentsOfFiles(dataTransfer: vscode.DataTransfer): Promise<string> {
  const files = [...dataTransfer].flatMap(([, item]) => item.asFile() ?? []);
  let text = '';
  for (const file of files.filter(({ name }) => !NO_TEXT.test(name))) {
    if (text.length > MAX_TEXT_LENGTH) break;
    text += `${text === '' ? '' : '\n'}${decodedText(await file.data())}`;
  }
  return text.slice(0, MAX_TEXT_LENGTH + 1);
}
