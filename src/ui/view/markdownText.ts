import { oneLine } from '../../outside/oneLine';

const MAX_LINK_TITLE_CHARACTERS = 60;
/** All ASCII punctuation: every character that could start or end Markdown, HTML, an icon, a link or a bare address. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/**
 * Markdown for a text from outside: one paragraph that shows exactly the characters of the text, whatever they are. It
 * makes no heading, list, link, image, table, HTML, icon or bare address.
 *
 * Punctuation becomes numeric character references, which are text and never syntax (spec.commonmark.org, "Entity and
 * numeric character references").
 *
 * @param length the longest text that is shown, in characters
 */
export function markdownText(text: string, length: number): string {
  return oneLine(text, length).replace(PUNCTUATION, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A link that runs a command of ours with one argument. */
export function commandLink(title: string, command: `veo.${string}`, argument: unknown): string {
  // `encodeURIComponent` leaves parentheses, which would end the address of the link.
  const query = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (sign) =>
    sign === '(' ? '%28' : '%29',
  );
  const shown = markdownText(title, MAX_LINK_TITLE_CHARACTERS);
  // A link without a title may show its address on hover, which holds the whole id.
  return `[${shown}](command:${command}?${query} "${shown}")`;
}
