import { operationKey } from '../../operations/operation';
import type { VideoTarget } from '../../saving/downloads';

/**
 * Names that videos are being given now. Two of one label come at once, and which of them a new file is of shows only
 * when the note beside it is written.
 */
export class NameClaims {
  private readonly owners = new Map<string, string>();

  /** Whether the name, a whole URI, is free for this video. */
  take(uri: string, target: VideoTarget): boolean {
    const owner = ownerOf(target);
    if ((this.owners.get(uri) ?? owner) !== owner) return false;
    this.owners.set(uri, owner);
    return true;
  }

  release(target: VideoTarget): void {
    const owner = ownerOf(target);
    for (const [uri, of] of this.owners) if (of === owner) this.owners.delete(uri);
  }
}

function ownerOf({ operation, index }: VideoTarget): string {
  return `${operationKey(operation)} ${index}`;
}
