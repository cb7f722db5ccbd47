import * as vscode from 'vscode';
import type { Endpoint } from '../../endpoints/endpoint';
import { VideoApiError } from '../../endpoints/videoApi';
import type { Operation } from '../../operations/operation';
import type { CommandContext, Commands } from '../commands/command';
import { t } from '../language/t';
import { CommandError } from '../messages/commandError';
import { literally } from '../messages/literalText';
import { confirm } from '../messages/message';
import { titleOf } from '../messages/titles';
import type { Snippet } from './snippets/forms';
import type { Question } from './snippets/question';

type CopyAsParts = Pick<CommandContext, 'targets' | 'endpoints' | 'globalState'>;

interface Item extends vscode.QuickPickItem {
  readonly snippet?: Snippet;
}

/** The id of the form that was copied last, which is offered first. */
const LAST_FORM_KEY = 'veo.copyAs.last';

/** Copy as…: a text for a terminal or a program that asks for the state of an operation, or fetches its videos. */
export function copyAsCommands(parts: CopyAsParts): Commands {
  return {
    'veo.copyAs': async (...args) => {
      const [operation] = await parts.targets.operations(
        args,
        t('Copy the status request of which operation?'),
      );
      if (operation) await copyAs(operation, parts);
    },
  };
}

async function copyAs(operation: Operation, { endpoints, globalState }: CopyAsParts): Promise<void> {
  const question = await askedOf(operation, endpoints.byId(operation.endpoint));
  const { downloadSnippets, snippetsOf } = await import('./snippets/forms');
  const snippets = [...snippetsOf(question), ...downloadSnippets(question, operation.videos)];
  const snippet = await pick(snippets, titleOf(operation), globalState.get(LAST_FORM_KEY));
  if (!snippet) return;
  await vscode.env.clipboard.writeText(snippet.text);
  await globalState.update(LAST_FORM_KEY, snippet.id);
  confirm(copiedWords(snippet, question));
}

/** @throws CommandError where the operation cannot be asked for */
async function askedOf(operation: Operation, endpoint: Endpoint | undefined): Promise<Question> {
  if (!endpoint) {
    const words = t(
      'There is no endpoint "{0}" any more, so its requests are not known. Add it again, or move the operation with Change Endpoint….',
      operation.endpoint,
    );
    throw new CommandError(words);
  }
  const { name, statusPath } = operation;
  const { questionOf } = await import('./snippets/question');
  try {
    return await questionOf({ endpoint, name, ...(statusPath !== undefined && { hints: { statusPath } }) });
  } catch (error) {
    if (!(error instanceof VideoApiError)) throw error;
    throw new CommandError(t('{0} has no operations of such a name', endpoint.label));
  }
}

async function pick(
  snippets: readonly Snippet[],
  title: string,
  lastId: unknown,
): Promise<Snippet | undefined> {
  const ofKind = (kind: Snippet['kind']) => snippets.filter((one) => one.kind === kind).map(itemOf);
  const last = snippets.filter(({ id }) => id === lastId).map(itemOf);
  const items = [
    ...group(t('Last used'), last),
    ...group(t('Any program'), ofKind('http')),
    ...group(t("The service's own client"), ofKind('sdk')),
    ...group(t('Fetches the video'), ofKind('download')),
  ];
  const options = {
    title: literally(t('Copy as: {0}', title)),
    placeHolder: t('Asks for its state, with the key from the environment'),
    matchOnDescription: true,
  };
  return (await vscode.window.showQuickPick<Item>(items, options))?.snippet;
}

function itemOf(snippet: Snippet): Item {
  const { label, id, kind } = snippet;
  if (kind === 'download') return { label, snippet, description: t('fetches the video; Linux, macOS') };
  return { label, snippet, ...(id === 'curl' && { description: t('Linux, macOS') }) };
}

function group(label: string, items: readonly Item[]): Item[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function copiedWords({ label }: Snippet, { key }: Question): string {
  if (key.kind === 'variable') return t('Copied as {0}; it takes the key from {1}', label, key.name);
  if (key.kind === 'none') return t('Copied as {0}', label);
  return t('Copied as {0}; it takes the token from {1}', label, key.command[0]);
}
