import { oneLine } from '../../outside/oneLine';

/** VS Code cuts off its messages there, too (`MAX_MESSAGE_LENGTH` of its notifications). */
const MAX_CHARACTERS = 1000;
/** What VS Code draws as an icon, such as `$(bug)` or `$(sync~spin)`. */
const ICON = /\$\((?=[A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g;

/** A text that holds words from outside, for a place where VS Code draws plain text: a row, a title, a modal message. */
export function literally(text: string): string {
  return oneLine(text, MAX_CHARACTERS);
}

/** The same for a message or its progress, where VS Code makes a link of `[text](address)`, even one that runs a command. */
export function inMessage(text: string): string {
  return literally(text).replaceAll('](', '] (');
}

/** The same for a list to pick from and for the status bar, where VS Code draws icons. */
export function inList(text: string): string {
  return literally(text).replace(ICON, '\\$(');
}

/** The same for the text below an input box, where VS Code does both (`renderQuickInputDescription`). */
export function inBox(text: string): string {
  return inList(inMessage(text));
}
