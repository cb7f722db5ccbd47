import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { useBundle } from '../../../src/ui/language/t';

const file = join(resolve(__dirname, '../../..'), 'l10n/bundle.l10n.vi.json');
export const BUNDLE: Readonly<Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'));

/** Makes all texts of a suite Vietnamese. */
export function speakVietnamese(): void {
  before(() => useBundle({ tag: 'vi', bundle: BUNDLE }));
  after(() => useBundle(undefined));
}

/** At least one of these is in each English text of ours, and none is a Vietnamese word. */
const ENGLISH =
  /(?<![\p{L}\p{N}])(?:the|came|nothing|answer(?:s|ed)?|within|bytes|of|is|are|not|no|it|its|this|that|was|were|with|without|connection|host|disk|folder|file|name|again|later|try|check(?:ing)?|than|has|have|there|list|models?|and|for|from|at|or|on|reached|larger|redirect\w*|trusted|certificate|key refused|server|spent|missing|only|out|whole|too|many|requests?|goes|in|s)(?![\p{L}\p{N}])/iu;

/** Fails where an English word of ours or a placeholder is left. */
export function assertVietnamese(text: string): void {
  const [word] = ENGLISH.exec(text) ?? [];
  assert.equal(word, undefined, `"${word}" in: ${text}`);
  assert.doesNotMatch(text, /\{\d\}|undefined|NaN|\[object/, text);
  assert.match(text, /[à-ỹ]/i, text);
}
