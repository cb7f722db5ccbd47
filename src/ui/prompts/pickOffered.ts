import * as vscode from 'vscode';
import { modelTitle } from '../../operations/modelTitle';
import { modelOf } from '../../operations/name';
import { t } from '../language/t';
import { inList } from '../messages/literalText';
import { labelOrPrompt, shortIdOf, titleOf } from '../messages/titles';
import { isLikelyPaste } from './boxText';
import { GivenText } from './givenText';
import type { NamedOperation } from './namedOperation';
import type { TextAtHand } from './textAtHand';
import type { TextInterpreter } from './textInterpreter';
import { untilHidden } from './untilHidden';

/** The operations that a person picked of several, or that they want another text, with what they typed of it. */
type OfferedChoice =
  | { readonly kind: 'picked'; readonly operations: readonly NamedOperation[] }
  | { readonly kind: 'other'; readonly typed: GivenText };

interface OfferedPick extends vscode.QuickPickItem {
  readonly operation: NamedOperation;
}

/**
 * Lists the operations of a text with check boxes, all ticked, so that Enter picks them all.
 *
 * @returns undefined when the person picked nothing
 */
export function pickOffered(
  { operations, given }: Extract<TextAtHand, { kind: 'several' }>,
  interpreter: TextInterpreter,
): Promise<OfferedChoice | undefined> {
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
  list.items = operations.map((operation) => pickOf(operation, interpreter));
  list.selectedItems = list.items;
  return choiceIn(list, interpreter);
}

function choiceIn(
  list: vscode.QuickPick<OfferedPick>,
  interpreter: TextInterpreter,
): Promise<OfferedChoice | undefined> {
  let typed = new GivenText('', 'pasted');
  return untilHidden(list, (finish) => {
    list.onDidTriggerButton(() => finish({ kind: 'other', typed }));
    list.onDidChangeValue((value) => {
      const isPaste = isLikelyPaste(typed.text, value);
      typed = new GivenText(value, 'pasted');
      if (isPaste && interpreter.namesOperations(typed.parsed)) finish({ kind: 'other', typed });
    });
    list.onDidAccept(() => {
      // VS Code accepts the ticked rows whatever was typed, but a person types a name to check that one.
      if (interpreter.namesOperations(typed.parsed)) return finish({ kind: 'other', typed });
      const operations = list.selectedItems.map(({ operation }) => operation);
      finish(operations.length > 0 ? { kind: 'picked', operations } : undefined);
    });
  });
}

function pickOf(operation: NamedOperation, { store, endpoints }: TextInterpreter): OfferedPick {
  const tracked = store.get(operation);
  const details = [
    shortIdOf(operation),
    endpoints.byId(operation.endpoint)?.label,
    tracked && t('already tracked'),
  ];
  return {
    label: inList(tracked ? titleOf(tracked) : titleOfNew(operation)),
    description: inList(details.filter((detail) => detail !== undefined).join(' · ')),
    operation,
  };
}

/** The title of an operation that has no row yet. The title of a row also has the time. */
function titleOfNew(operation: NamedOperation): string {
  const model = modelOf(operation.name);
  return labelOrPrompt(operation) ?? (model === undefined ? t('Video') : modelTitle(model));
}
