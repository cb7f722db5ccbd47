/**
 * Freezes a value and all that it holds, so that whoever gets it cannot change what others see. It skips what is frozen
 * already. It does not recurse: a stored record may hold more levels than the stack allows.
 */
export function deepFreeze<T>(value: T): T {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== 'object' || one === null || Object.isFrozen(one)) continue;
    // Pushed one by one: a call takes no more than some 100,000 arguments.
    for (const inner of Object.values(Object.freeze(one))) open.push(inner);
  }
  return value;
}
