/**
 * A value with all that it holds, frozen for good: who gets it cannot change what others see. Without recursion, for a
 * stored record may hold more levels than there is stack.
 */
export function frozen<T>(value: T): T {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== 'object' || one === null || Object.isFrozen(one)) continue;
    open.push(...Object.values(Object.freeze(one)));
  }
  return value;
}
