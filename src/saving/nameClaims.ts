import { operationKey } from '../operations/operation';
import type { VideoTarget } from './downloads';

/**
 * Names that videos of this window are about to get. When two videos want one name at once, the first to come claims it:
 * until its sidecar is written, nothing on the disk shows which of them a file is.
 */
export class NameClaims {
  private readonly owners = new Map<string, string>();

  /**
   * Claims a name for a video; false when another video has it.
   *
   * @param file as of `pathOrUri`; many file systems ignore case and Unicode normalization, so this does, too
   */
  claim(file: string, target: VideoTarget): boolean {
    const key = file.normalize('NFC').toLowerCase();
    const owner = ownerOf(target);
    if ((this.owners.get(key) ?? owner) !== owner) return false;
    this.owners.set(key, owner);
    return true;
  }

  /** Releases all names of a video. */
  release(target: VideoTarget): void {
    const released = ownerOf(target);
    for (const [key, owner] of this.owners) if (owner === released) this.owners.delete(key);
  }
}

function ownerOf({ operation, index }: VideoTarget): string {
  return `${operationKey(operation)} ${index}`;
}
