/**
 * A value with all that it holds, frozen for good: who gets it cannot change what others see. What is frozen already was
 * frozen here, and so was all in it. Without recursion, for a stored record may hold more levels than there is stack.
 */
export function frozen<T>(value: T): T {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== 'object' || one === null || Object.isFrozen(one)) continue;
    // One by one: more than some 100,000 arguments are too many for a call.
    for (const inner of Object.values(Object.freeze(one))) open.push(inner);
  }
  return value;
}
