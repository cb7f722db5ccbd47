import type { Operation, OperationId } from '../../operations/operation';
import type { Reference } from '../../references/reference';
import type { NamedOperation } from '../prompts/namedOperation';
import type { CommandContext } from './command';
import { placeOpen } from './openReferences';

/** Operations that references name, where the person says which endpoint it is; and why others are left out. */
export async function placedOperations(
  references: readonly Reference[],
  context: CommandContext,
): Promise<{ readonly operations: readonly NamedOperation[]; readonly leftOut: readonly string[] }> {
  const { locator } = context.interpreter;
  const { operations, open, leftOut } = locator.locateAll(references);
  return { operations: [...operations, ...(await placeOpen(open, context))], leftOut };
}

/**
 * Lets the list have again what of these operations only the archive knows. An archive that cannot be read counts as empty.
 */
export async function bringBack(
  references: readonly Reference[],
  { interpreter, store }: Pick<CommandContext, 'interpreter' | 'store'>,
): Promise<void> {
  await interpreter.prepare();
  const listed = new Set(store.list().map(({ name }) => name));
  const names = new Set(references.map(({ name }) => name).filter((name) => !listed.has(name)));
  const isWanted = ({ name }: OperationId) => names.has(name);
  if (names.size > 0) await store.find(isWanted).catch((): Operation[] => []);
}
