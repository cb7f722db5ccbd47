import { oneLine } from '../../outside/oneLine';

/** All punctuation of ASCII: each sign that Markdown, HTML, an icon, a link or a bare address could begin or end with. */
const SIGNS = /[!-/:-@[-`{-~]/g;

/**
 * A text from outside as one paragraph of Markdown that shows exactly its characters, whatever they are: no heading, list,
 * link, image, table, HTML, icon or bare address comes of it.
 *
 * Each sign is written as a numeric character reference, which stands for text and never for syntax
 * (spec.commonmark.org, "Entity and numeric character references"). Letters of all languages stay as they are.
 *
 * @param length characters of the text that are shown at most
 */
export function markdownText(text: string, length: number): string {
  return oneLine(text, length).replace(SIGNS, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A link that runs a command of ours with one argument; `title` is our own. */
export function commandLink(title: string, command: `veo.${string}`, argument: unknown): string {
  // What would end the address of a link is encoded, too.
  const query = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (sign) =>
    sign === '(' ? '%28' : '%29',
  );
  const shown = markdownText(title, TITLE_LENGTH);
  // Under the pointer a link without a title may show its address, with the whole id in it.
  return `[${shown}](command:${command}?${query} "${shown}")`;
}

/** Characters. */
const TITLE_LENGTH = 60;
