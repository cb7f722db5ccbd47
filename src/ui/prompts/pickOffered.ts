import * as vscode from 'vscode';
import { modelTitle } from '../../operations/modelTitle';
import { modelOf } from '../../operations/name';
import { oneLine } from '../../outside/oneLine';
import { t } from '../language/t';
import { inList } from '../messages/literalText';
import { shortIdOf, titleOf } from '../messages/titles';
import type { Offer } from './offer';
import type { NamedOperation, OperationInput } from './operationInput';
import { isLikelyPaste } from './wholeText';

/** Which operations of several the person takes; or that they mean another text, with what they typed of it. */
export type Choice =
  | { readonly kind: 'taken'; readonly operations: readonly NamedOperation[] }
  | { readonly kind: 'other'; readonly typed: string }
  | { readonly kind: 'nothing' };

interface OfferedPick extends vscode.QuickPickItem {
  readonly operation: NamedOperation;
}

/** Characters of a prompt in a list. */
const PROMPT_LENGTH = 60;

/** Lists the operations of a text with check boxes, all ticked, so that Enter takes them all. */
export function pickOffered(
  { operations, given }: Extract<Offer, { kind: 'several' }>,
  input: OperationInput,
): Promise<Choice> {
  const list = vscode.window.createQuickPick<OfferedPick>();
  list.title =
    given.source === 'editor'
      ? t('Check {0} operations from the selection', operations.length)
      : t('Check {0} operations from the clipboard', operations.length);
  list.placeholder = t('Press Enter to check the ticked ones, or paste something else');
  list.canSelectMany = true;
  list.matchOnDescription = true;
  list.ignoreFocusOut = true;
  list.buttons = [{ iconPath: new vscode.ThemeIcon('edit'), tooltip: t('Type or Paste Something Else…') }];
  list.items = operations.map((operation) => pickOf(operation, input));
  list.selectedItems = list.items;
  return choiceIn(list, input);
}

function choiceIn(list: vscode.QuickPick<OfferedPick>, input: OperationInput): Promise<Choice> {
  let before = '';
  return new Promise((resolve) => {
    const finish = (choice: Choice) => {
      resolve(choice);
      list.hide();
    };
    list.onDidTriggerButton(() => finish({ kind: 'other', typed: list.value }));
    list.onDidChangeValue((typed) => {
      const isOther = isLikelyPaste(before, typed) && input.isMeant(typed);
      before = typed;
      if (isOther) finish({ kind: 'other', typed });
    });
    list.onDidAccept(() => {
      // VS Code accepts what is ticked, whatever was typed: a name was not typed to find a row.
      if (input.isMeant(list.value)) return finish({ kind: 'other', typed: list.value });
      const operations = list.selectedItems.map(({ operation }) => operation);
      finish(operations.length > 0 ? { kind: 'taken', operations } : { kind: 'nothing' });
    });
    list.onDidHide(() => {
      resolve({ kind: 'nothing' });
      list.dispose();
    });
    list.show();
  });
}

function pickOf(operation: NamedOperation, input: OperationInput): OfferedPick {
  const tracked = input.tracked(operation);
  const told = [shortIdOf(operation), input.endpointLabel(operation), tracked && t('already tracked')];
  return {
    label: inList(tracked ? titleOf(tracked) : titleOfNew(operation)),
    description: inList(told.filter((part) => part !== undefined).join(' · ')),
    operation,
  };
}

/** What an operation is called before it has a row, which adds the time. */
function titleOfNew({ label, prompt, name }: NamedOperation): string {
  if (label !== undefined) return label;
  if (prompt !== undefined) return oneLine(prompt, PROMPT_LENGTH);
  const model = modelOf(name);
  return model === undefined ? t('Video') : modelTitle(model);
}
