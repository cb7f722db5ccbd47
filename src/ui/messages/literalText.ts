import { oneLine } from '../../outside/oneLine';

/** Characters; VS Code cuts its messages off there, too (`MAX_MESSAGE_LENGTH` of its notifications). */
const MOST_LENGTH = 1000;
/** What VS Code would draw as an icon, such as `$(bug)` or `$(sync~spin)`. */
const ICON = /\$\((?=[A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g;

/** A text with words from outside, as it was written, for a place that draws nothing: a row, a title, a modal message. */
export function literally(text: string): string {
  return oneLine(text, MOST_LENGTH);
}

/** The same for a message or its progress, where VS Code makes a link of `[text](address)`, also one that runs a command. */
export function inMessage(text: string): string {
  return literally(text).replaceAll('](', '] (');
}

/** The same for a list to pick from and for the status bar, where VS Code draws icons. */
export function inList(text: string): string {
  return literally(text).replace(ICON, '\\$(');
}

/** The same for the sentences below an input box, where it does both (`renderQuickInputDescription`). */
export function inBox(text: string): string {
  return inList(inMessage(text));
}
