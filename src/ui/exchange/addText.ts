import { type Operation, operationKey } from '../../operations/operation';
import { checkBareId, trackNamed } from '../commands/checkOperation';
import type { CommandContext } from '../commands/command';
import { placeOpen } from '../commands/openReferences';
import { t } from '../language/t';
import { confirm, inform, warn } from '../messages/message';
import { titleOf } from '../messages/titles';
import { unreadSentences } from '../messages/unreadText';
import type { GivenText } from '../prompts/givenText';

/** A text whose operations were added. */
interface AddedText {
  readonly given: GivenText;
  /** Those that were not in the list before. */
  readonly added: readonly Operation[];
  readonly known: readonly Operation[];
  readonly leftOut: readonly string[];
}

/**
 * Adds the operations that a pasted or dropped text names, without a box: asks only what the text leaves open, tells how
 * many were added, with Undo, and has them checked. Their rows show what comes of that.
 */
export async function addText(given: GivenText, context: CommandContext): Promise<void> {
  const { interpreter, store, reveal } = context;
  const interpretation = await interpreter.interpretWithArchive(given.parsed);
  if (interpretation.kind === 'refused') return void warn(interpretation.reason);
  if (interpretation.kind === 'bareId') return void (await checkBareId(interpretation, given, context));
  const asked = await placeOpen(interpretation.open, context);
  const named = [...interpretation.operations, ...asked];
  const before = new Set(named.filter((id) => store.get(id)).map(operationKey));
  const tracked = await trackNamed(named, given.source, context);
  const added = tracked.filter((operation) => !before.has(operationKey(operation)));
  const known = tracked.filter((operation) => before.has(operationKey(operation)));
  const [first] = tracked;
  if (first) void reveal(first);
  context.inBackground(offerUndo({ given, added, known, leftOut: interpretation.leftOut }, context));
  await checkInBackground(tracked, context);
}

async function offerUndo(
  { given, added, known, leftOut }: AddedText,
  context: CommandContext,
): Promise<void> {
  const unread = unreadSentences(given.text, leftOut, context.log);
  const words = [...addedSentences(added, known), ...unread].join(' ');
  if (added.length === 0 && unread.length === 0) return confirm(words);
  const undo = t('Undo');
  const showLog = t('Show Log');
  const buttons = [...(added.length > 0 ? [undo] : []), ...(unread.length > 0 ? [showLog] : [])];
  const answer = await (unread.length > 0 ? warn : inform)(words, ...buttons);
  if (answer === undo) context.store.remove(added);
  if (answer === showLog) context.log.show();
}

function addedSentences(added: readonly Operation[], known: readonly Operation[]): string[] {
  const [first, ...others] = added;
  const [alone, ...more] = known;
  return [
    ...(first && others.length === 0 ? [t('{0} was added to the list.', titleOf(first))] : []),
    ...(others.length > 0 ? [t('{0} operations were added to the list.', added.length)] : []),
    ...(alone && more.length === 0 ? [t('{0} was in the list already.', titleOf(alone))] : []),
    ...(more.length > 0 ? [t('{0} operations were in the list already.', known.length)] : []),
  ];
}

/** Also while polling is paused. The notifier tells of those that have ended, as of any other end. */
async function checkInBackground(
  operations: readonly Operation[],
  { poller }: CommandContext,
): Promise<void> {
  await Promise.allSettled(operations.map((operation) => poller.check(operation)));
}
