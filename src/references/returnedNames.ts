import { detached } from '../base/detached';
import type { Reference } from './foundNames';

/** The newest of this many names are remembered. */
const MAX_NAMES = 10_000;

/** What a stream has returned before, so that it returns each reference once. */
export class ReturnedNames {
  /** The root of each, the oldest first. */
  private readonly roots = new Map<string, string>();
  /** The label of all so far, until two differ. */
  private label: string | undefined;
  private areDistinct = false;

  /** @returns the reference if it, or its address, is new; without a label that all before it had as well */
  add(reference: Reference): Reference | undefined {
    const { name, root = '' } = reference;
    const before = this.roots.get(name);
    if (before !== undefined && (root === '' || before === root)) return undefined;
    this.roots.delete(name);
    this.roots.set(detached(name), detached(root));
    const [oldest] = this.roots.keys();
    if (this.roots.size > MAX_NAMES && oldest !== undefined) this.roots.delete(oldest);
    return before === undefined ? this.withDistinctLabel(reference) : reference;
  }

  private withDistinctLabel(reference: Reference): Reference {
    const { label, ...others } = reference;
    if (label === undefined || this.areDistinct) return reference;
    if (label === this.label) return others;
    this.areDistinct = this.label !== undefined;
    this.label = detached(label);
    return reference;
  }
}
